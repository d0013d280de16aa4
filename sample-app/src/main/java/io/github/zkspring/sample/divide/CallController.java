package io.github.zkspring.sample.divide;

import java.util.Set;

import io.github.zkspring.discovery.http.ServiceRequestInterceptor;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.server.ResponseStatusException;

/**
 * Calls an instance of a service to divide two numbers.
 */
@RestController
class CallController {

	private final RestClient client;

	private final Set<String> services;

	CallController(ServiceRequestInterceptor interceptor, @Value("${sample.calls.services}") Set<String> services) {
		this.services = services;
		this.client = RestClient.builder()
			.requestFactory(new JdkClientHttpRequestFactory())
			.requestInterceptor(interceptor)
			.build();
	}

	@GetMapping("/api/calls/{service}")
	String call(@PathVariable String service, @RequestParam double a, @RequestParam double b) {
		if (!this.services.contains(service)) {
			throw new ResponseStatusException(HttpStatus.NOT_FOUND, "This service may not be called");
		}
		try {
			return this.client.get()
				.uri("http://{service}/divide?a={a}&b={b}", service, a, b)
				.retrieve()
				.requiredBody(String.class);
		}
		catch (ResourceAccessException ex) {
			throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE, "No instance answered", ex);
		}
	}

}
