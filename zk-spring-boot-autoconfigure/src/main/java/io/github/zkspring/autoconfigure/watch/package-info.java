/**
 * Auto-configuration for watches.
 */
@NullMarked
package io.github.zkspring.autoconfigure.watch;

import org.jspecify.annotations.NullMarked;
