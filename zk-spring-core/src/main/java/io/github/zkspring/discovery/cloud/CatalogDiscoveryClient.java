package io.github.zkspring.discovery.cloud;

import java.util.List;

import io.github.zkspring.client.ZkException;
import io.github.zkspring.discovery.ServiceCatalog;

import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;

/**
 * The catalog as a {@link DiscoveryClient}. It answers from memory, as the catalog does;
 * the first question about a service waits until it was read. Instances that take no
 * calls are left out, for whoever asks is about to call one.
 *
 * @since 0.1.0
 */
public class CatalogDiscoveryClient implements DiscoveryClient {

	private final ServiceCatalog catalog;

	/**
	 * Create a client.
	 * @param catalog knows the instances
	 */
	public CatalogDiscoveryClient(ServiceCatalog catalog) {
		this.catalog = catalog;
	}

	@Override
	public String description() {
		return "ZooKeeper service catalog";
	}

	/**
	 * The instances of a service that take calls.
	 * @param serviceId the name of the service
	 * @return the instances, sorted by id
	 * @throws ZkException when they were never read, and cannot be now
	 */
	@Override
	public List<ServiceInstance> getInstances(String serviceId) {
		return this.catalog.instances(serviceId)
			.stream()
			.filter(io.github.zkspring.discovery.ServiceInstance::isUp)
			.<ServiceInstance>map(CloudServiceInstance::new)
			.toList();
	}

	@Override
	public List<String> getServices() {
		return this.catalog.names();
	}

}
