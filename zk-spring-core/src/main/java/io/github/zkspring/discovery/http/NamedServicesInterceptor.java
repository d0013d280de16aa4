package io.github.zkspring.discovery.http;

import java.io.IOException;
import java.util.Collection;
import java.util.Set;

import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;

/**
 * Does for some hosts what {@link ServiceRequestInterceptor} does for all, for clients
 * that call other hosts as well. The names come from the configuration and not from the
 * catalog: whoever may write there could take over any host otherwise.
 *
 * @since 0.1.0
 */
public class NamedServicesInterceptor implements ClientHttpRequestInterceptor {

	private final Set<String> services;

	private final ServiceRequestInterceptor interceptor;

	/**
	 * Create an interceptor.
	 * @param services the hosts that are names of services, compared as they are written
	 * @param interceptor sends requests to their instances
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
