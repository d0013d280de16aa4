package io.github.zkspring.endpoint;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * Contributes one part to {@code /actuator/zookeeper}. All beans of this type are used,
 * in their order.
 *
 * <p>
 * Called concurrently on the threads of the callers. Implementations answer from memory,
 * without a request to the ensemble and without blocking, and never return payloads or
 * credentials. Results are written as JSON, records with the names of their components;
 * {@code null} values are omitted.
 *
 * @since 0.1.0
 */
public interface ZkEndpointContributor {

	/**
	 * Returns the key of the part.
	 * @return the key in the answer and the path segment of the part
	 */
	String key();

	/**
	 * Returns the whole part.
	 * @return an object, or a list of the items that {@link #item(String)} returns
	 */
	Object describe();

	/**
	 * Returns one item of the part.
	 * @param name the name of the item
	 * @return the item, {@code null} if there is no such item
	 */
	default @Nullable OperationResponseBody item(String name) {
		return null;
	}

	/**
	 * Perform an action on an item without blocking. Called only for existing items and
	 * if the access of the endpoint is {@code unrestricted}.
	 * @param name the name of the item
	 * @param action the action
	 * @throws IllegalArgumentException if the action is unknown; the message lists the
	 * actions
	 * @throws IllegalStateException if the action is not possible now; the message
	 * contains the reason
	 */
	default void act(String name, String action) {
		throw new IllegalArgumentException("'%s' has no actions".formatted(key()));
	}

}
