package io.github.zkspring.discovery.cloud;

import java.util.List;
import java.util.function.Supplier;

import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.client.discovery.ReactiveDiscoveryClient;

/**
 * The catalog as a {@link ReactiveDiscoveryClient}. Spring Cloud LoadBalancer asks this
 * one wherever there is a {@code WebClient}, and the other one nowhere then. The first
 * question about a service may wait, so all are asked on threads that may block.
 *
 * @since 0.1.0
 */
public class CatalogReactiveDiscoveryClient implements ReactiveDiscoveryClient {

	private final DiscoveryClient client;

	/**
	 * Create a client.
	 * @param client answers
	 */
	public CatalogReactiveDiscoveryClient(DiscoveryClient client) {
		this.client = client;
	}

	@Override
	public String description() {
		return this.client.description();
	}

	@Override
	public Flux<ServiceInstance> getInstances(String serviceId) {
		return each(() -> this.client.getInstances(serviceId));
	}

	@Override
	public Flux<String> getServices() {
		return each(this.client::getServices);
	}

	private static <T> Flux<T> each(Supplier<List<T>> answer) {
		return Flux.defer(() -> Flux.fromIterable(answer.get())).subscribeOn(Schedulers.boundedElastic());
	}

}
