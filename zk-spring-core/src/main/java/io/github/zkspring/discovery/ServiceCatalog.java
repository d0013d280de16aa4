package io.github.zkspring.discovery;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.github.zkspring.client.ZkException;

/**
 * The services and their instances.
 *
 * <p>
 * All methods may be called from any thread and answer from memory, except for the first
 * call for a service. That call waits until the instances are read, at most
 * {@code zk.watch.initial-sync-timeout}. From then on the catalog watches the service
 * until the application closes. While the ensemble is unreachable or refuses reads, the
 * catalog keeps the last known instances and {@link #age(String)} returns their age. A
 * record that cannot be read keeps its last valid state. An error never results in an
 * empty list.
 *
 * <p>
 * Never pass service names from user input: each requested service is watched.
 *
 * @since 0.1.0
 */
public interface ServiceCatalog {

	/**
	 * Returns the names of all services. A service without instances is included until
	 * ZooKeeper removes its znode.
	 * @return the names, sorted
	 * @throws ZkException if the names were never read and cannot be read now
	 */
	List<String> names();

	/**
	 * Returns the instances of a service, including those that are out of service.
	 * @param service the name of the service
	 * @return the instances, sorted by id; unmodifiable
	 * @throws ZkException if the instances were never read and cannot be read now
	 * @throws IllegalArgumentException if the name is invalid
	 */
	List<ServiceInstance> instances(String service);

	/**
	 * Chooses an instance to call. The {@link InstanceSelector} selects from the
	 * instances that are up and have not failed recently. If all of them have failed
	 * recently, this method returns the one with the earliest failure.
	 * @param service the name of the service
	 * @return an instance, or empty if none is up
	 * @throws ZkException if the instances were never read and cannot be read now
	 * @throws IllegalArgumentException if the name is invalid
	 */
	Optional<ServiceInstance> choose(String service);

	/**
	 * Reports that a call to an instance failed. The instance is not chosen for one
	 * second, and for up to 30 seconds after repeated failures.
	 * @param instance the instance, as returned by {@link #choose}
	 */
	void failed(ServiceInstance instance);

	/**
	 * Returns the age of the known instances of a service.
	 * @param service the name of the service
	 * @return the time since the instances were last known to be current, or zero while
	 * they are
	 * @throws ZkException if the instances were never read and cannot be read now
	 */
	Duration age(String service);

}
