/**
 * Calls to services over HTTP. Applications use
 * {@link io.github.zkspring.discovery.http.ServiceRequestInterceptor},
 * {@link io.github.zkspring.discovery.http.NamedServicesInterceptor} and
 * {@link io.github.zkspring.discovery.http.NoInstanceException}.
 */
@NullMarked
package io.github.zkspring.discovery.http;

import org.jspecify.annotations.NullMarked;
