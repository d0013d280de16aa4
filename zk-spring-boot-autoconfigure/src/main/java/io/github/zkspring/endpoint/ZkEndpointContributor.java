package io.github.zkspring.endpoint;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * One part of {@code /actuator/zookeeper}. Every bean of this type is one, in the order
 * of the beans.
 *
 * <p>
 * Called on the threads of those who ask, by several at a time. Answers from memory,
 * without a request to the ensemble and without a wait; and never with a payload or a
 * credential: whoever may see the endpoint sees all of it. What is returned is written as
 * JSON, a record for an object, with the names of its components; {@code null} is left
 * out.
 *
 * @since 0.1.0
 */
public interface ZkEndpointContributor {

	/**
	 * The name of the part.
	 * @return the key at the top of the answer, and the path segment of the part alone
	 */
	String key();

	/**
	 * Everything of this part.
	 * @return an object, or a list of what {@link #item(String)} returns one by one
	 */
	Object describe();

	/**
	 * One item of this part.
	 * @param name what identifies it
	 * @return the item, {@code null} when there is none of that name
	 */
	default @Nullable OperationResponseBody item(String name) {
		return null;
	}

	/**
	 * Do something with an item, and return at once. Asked only where the access of the
	 * endpoint allows to write, and for items that exist.
	 * @param name what identifies the item
	 * @param action what to do
	 * @throws IllegalArgumentException when there is no such action; the message says
	 * which there are
	 * @throws IllegalStateException when it cannot be done now; the message says why
	 */
	default void act(String name, String action) {
		throw new IllegalArgumentException("nothing can be done with '%s'".formatted(key()));
	}

}
