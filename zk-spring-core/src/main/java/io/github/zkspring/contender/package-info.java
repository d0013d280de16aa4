/**
 * Engine: a queue of ephemeral sequential znodes that says whose turn it is. Elections
 * and locks stand on it.
 * <p>
 * Public to the features of this project only; not an API for applications.
 */
@NullMarked
package io.github.zkspring.contender;

import org.jspecify.annotations.NullMarked;
