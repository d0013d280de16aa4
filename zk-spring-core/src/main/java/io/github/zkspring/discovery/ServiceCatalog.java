package io.github.zkspring.discovery;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.github.zkspring.client.ZkException;

/**
 * The services and their instances.
 *
 * <p>
 * All methods answer from memory, from any thread. The first question about a service is
 * the exception: it waits until the instances were read, at most
 * {@code zk.watch.initial-sync-timeout}; from then on they are kept up to date until the
 * application closes. While the ensemble cannot be reached or refuses, the last known
 * instances stay; {@link #age(String)} tells since when. A record that cannot be read
 * keeps its last good state. There is no empty list by error.
 *
 * <p>
 * Names come from the application, not from its users: every service that was asked for
 * is watched.
 *
 * @since 0.1.0
 */
public interface ServiceCatalog {

	/**
	 * The names of all services. One whose last instance has left is listed until
	 * ZooKeeper removes it.
	 * @return the names, sorted
	 * @throws ZkException when they were never read, and cannot be now
	 */
	List<String> names();

	/**
	 * The instances of a service, those out of service included.
	 * @param service the name of the service
	 * @return the instances, sorted by id; unmodifiable
	 * @throws ZkException when they were never read, and cannot be now
	 * @throws IllegalArgumentException when that is no name of a service
	 */
	List<ServiceInstance> instances(String service);

	/**
	 * An instance to call: one that is up, and has not just failed, by the choice of the
	 * {@link InstanceSelector}. When all that are up have just failed, the one whose
	 * failure is the longest ago.
	 * @param service the name of the service
	 * @return an instance, empty when none is up
	 * @throws ZkException when the instances were never read, and cannot be now
	 * @throws IllegalArgumentException when that is no name of a service
	 */
	Optional<ServiceInstance> choose(String service);

	/**
	 * Say that an instance did not answer. It is set aside for a second, and longer with
	 * every further failure, up to half a minute.
	 * @param instance the instance, as it was chosen
	 */
	void failed(ServiceInstance instance);

	/**
	 * How old the instances of a service may be.
	 * @param service the name of the service
	 * @return how long ago they were known to be those on the server; zero while they are
	 * up to date
	 * @throws ZkException when they were never read, and cannot be now
	 */
	Duration age(String service);

}
