package io.github.zkspring.discovery;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How the catalog does with one service. Answers from memory and never waits.
 */
public interface ServiceStatistics {

	/**
	 * The service.
	 * @return its name
	 */
	String service();

	/**
	 * How many instances are known.
	 * @return their number, {@code null} when they were never read
	 */
	@Nullable Integer instances();

	/**
	 * How old the list of instances may be.
	 * @return its age, zero while it is up to date
	 */
	Duration age();

	/**
	 * How often an instance was chosen.
	 * @return the number of choices
	 */
	long choices();

	/**
	 * How often there was no instance to choose, or no list of them.
	 * @return the number of choices that came to nothing
	 */
	long refused();

	/**
	 * How often an instance was said to have failed.
	 * @return the number of failures
	 */
	long failures();

}
