/**
 * Engine: proxies that guard bean methods by a right such as a leadership, a lock or a
 * lease, and the invocations that depend on one.
 * <p>
 * Public for the features of this project only; not an API for applications.
 */
@NullMarked
package io.github.zkspring.guard;

import org.jspecify.annotations.NullMarked;
