/**
 * Watches: methods and callbacks that always get the newest state of the znodes they are
 * interested in.
 */
@NullMarked
package io.github.zkspring.watch;

import org.jspecify.annotations.NullMarked;
