/**
 * Delivery of states to the code of the application: the pending state of each watch, the
 * serial task that delivers it, and the invocation of the target with its errors. Used by
 * {@link io.github.zkspring.watch.ZkWatches} and by annotated methods.
 * <p>
 * Internal: public types are used by other packages of this library.
 */
@NullMarked
package io.github.zkspring.watch.delivery;

import org.jspecify.annotations.NullMarked;
