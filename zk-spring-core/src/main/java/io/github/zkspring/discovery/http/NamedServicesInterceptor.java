package io.github.zkspring.discovery.http;

import java.io.IOException;
import java.util.Collection;
import java.util.Set;

import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;

/**
 * Applies a {@link ServiceRequestInterceptor} to requests for configured service names
 * only, for clients that also call other hosts. The names are not taken from the catalog:
 * otherwise a client with write access to the catalog could take over any host name.
 *
 * @since 0.1.0
 */
public class NamedServicesInterceptor implements ClientHttpRequestInterceptor {

	private final Set<String> services;

	private final ServiceRequestInterceptor interceptor;

	/**
	 * Creates an interceptor.
	 * @param services the service names, compared case-sensitively with the host
	 * @param interceptor sends requests to instances of these services
	 */
	public NamedServicesInterceptor(Collection<String> services, ServiceRequestInterceptor interceptor) {
		this.services = Set.copyOf(services);
		this.interceptor = interceptor;
	}

	@Override
	public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
			throws IOException {
		return this.services.contains(ServiceRequestInterceptor.host(request.getURI()))
				? this.interceptor.intercept(request, body, execution) : execution.execute(request, body);
	}

}
