package io.github.zkspring.discovery.cloud;

import java.util.List;
import java.util.function.Supplier;

import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.client.discovery.ReactiveDiscoveryClient;

/**
 * Adapts the catalog to a {@link ReactiveDiscoveryClient}, which Spring Cloud
 * LoadBalancer prefers if {@code WebClient} is present. The first request for a service
 * may block, so all requests run on the bounded elastic scheduler.
 *
 * @since 0.1.0
 */
public class CatalogReactiveDiscoveryClient implements ReactiveDiscoveryClient {

	private final DiscoveryClient client;

	/**
	 * Creates a client.
	 * @param client the blocking client
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
