/**
 * Engine: bodies that run in the name of something held, a leadership or a lock, and the
 * proxies that guard them.
 * <p>
 * Public to the features of this project only; not an API for applications.
 */
@NullMarked
package io.github.zkspring.guard;

import org.jspecify.annotations.NullMarked;
