/**
 * Interceptors that send HTTP requests to instances of services. Applications use
 * {@link io.github.zkspring.discovery.http.ServiceRequestInterceptor},
 * {@link io.github.zkspring.discovery.http.NamedServicesInterceptor} and
 * {@link io.github.zkspring.discovery.http.NoInstanceException}.
 */
@NullMarked
package io.github.zkspring.discovery.http;

import org.jspecify.annotations.NullMarked;
