/**
 * How the calls of watches come to their threads: one at a time for each watch, on the
 * executor of the application, never on the thread that signals; and what watches over
 * calls that take long.
 * <p>
 * Public to the watches alone; not an API for applications.
 */
@NullMarked
package io.github.zkspring.watch.dispatch;

import org.jspecify.annotations.NullMarked;
