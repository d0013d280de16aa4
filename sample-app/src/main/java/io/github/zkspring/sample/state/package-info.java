/**
 * The current state of this instance, for the dashboard and for scripts.
 */
@NullMarked
package io.github.zkspring.sample.state;

import org.jspecify.annotations.NullMarked;
