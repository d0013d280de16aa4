package io.github.zkspring.discovery;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * What the catalog was told about instances that did not answer.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface FailureHistory {

	/**
	 * When an instance failed last. An instance that leaves the catalog or writes another
	 * record begins anew.
	 * @param instance the instance
	 * @return how long ago that was, {@code null} when it never did
	 */
	@Nullable Duration sinceLastFailure(ServiceInstance instance);

}
