/**
 * Engine: what is on the server, kept in memory. Watches, reads and reconnects of all
 * features meet here, so that a znode is watched once however many want it.
 * <p>
 * Public to the features of this project only; not an API for applications.
 */
@NullMarked
package io.github.zkspring.mirror;

import org.jspecify.annotations.NullMarked;
