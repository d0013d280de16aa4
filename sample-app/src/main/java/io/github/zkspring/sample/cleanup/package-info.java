/**
 * A job that runs at most once per interval, on any instance.
 */
@NullMarked
package io.github.zkspring.sample.cleanup;

import org.jspecify.annotations.NullMarked;
