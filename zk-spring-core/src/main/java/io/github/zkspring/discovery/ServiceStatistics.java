package io.github.zkspring.discovery;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Statistics of a service in the catalog. All methods answer from memory and never block.
 */
public interface ServiceStatistics {

	/**
	 * Return the name of the service.
	 * @return the name
	 */
	String service();

	/**
	 * Return the number of known instances.
	 * @return the number, or {@code null} if the instances were never read
	 */
	@Nullable Integer instances();

	/**
	 * Return the age of the known instances.
	 * @return the age, zero while they are current
	 */
	Duration age();

	/**
	 * Return how often an instance was chosen.
	 * @return the number of choices
	 */
	long choices();

	/**
	 * Return how often no instance could be chosen.
	 * @return the number of unsuccessful choices
	 */
	long refused();

	/**
	 * Return how often a call to an instance was reported as failed.
	 * @return the number of failures
	 */
	long failures();

}
