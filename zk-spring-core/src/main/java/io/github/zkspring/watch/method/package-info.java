/**
 * Annotated watch methods: {@code WatchMethodProcessor} detects them and creates their
 * watches with the {@link io.github.zkspring.watch.delivery.WatchFactory},
 * {@code WatchEndpointReader} describes each annotation as a {@code WatchEndpoint},
 * {@code WatchSignature} reads the parameters, and {@code MethodTarget} invokes the
 * method with a {@link io.github.zkspring.annotation.BeanMethodInvoker}.
 * <p>
 * Internal: public types are used by other packages of this library.
 */
@NullMarked
package io.github.zkspring.watch.method;

import org.jspecify.annotations.NullMarked;
