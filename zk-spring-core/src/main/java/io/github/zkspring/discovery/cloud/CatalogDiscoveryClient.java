package io.github.zkspring.discovery.cloud;

import java.util.List;

import io.github.zkspring.client.ZkException;
import io.github.zkspring.discovery.ServiceCatalog;

import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;

/**
 * Adapts the catalog to a {@link DiscoveryClient}. It answers from memory, except that
 * the first request for a service waits until the service is read. Instances that are out
 * of service are omitted.
 *
 * @since 0.1.0
 */
public class CatalogDiscoveryClient implements DiscoveryClient {

	private final ServiceCatalog catalog;

	/**
	 * Creates a client.
	 * @param catalog provides the instances
	 */
	public CatalogDiscoveryClient(ServiceCatalog catalog) {
		this.catalog = catalog;
	}

	@Override
	public String description() {
		return "ZooKeeper service catalog";
	}

	/**
	 * Returns the instances of a service that accept calls.
	 * @param serviceId the name of the service
	 * @return the instances, sorted by id
	 * @throws ZkException if the instances were never read and cannot be read now
	 */
	@Override
	public List<ServiceInstance> getInstances(String serviceId) {
		return this.catalog.instances(serviceId)
			.stream()
			.filter(io.github.zkspring.discovery.ServiceInstance::isUp)
			.<ServiceInstance>map((instance) -> new CloudServiceInstance(() -> instance))
			.toList();
	}

	@Override
	public List<String> getServices() {
		return this.catalog.names();
	}

}
