package io.github.zkspring.client.connection;

import io.github.zkspring.client.UnknownOutcomeException;
import org.jspecify.annotations.Nullable;

/**
 * A request together with what to do when its answer is lost with the connection.
 *
 * @param <R> the type of the result
 * @param path the znode, as the application names it
 * @param action the action, for messages
 * @param changes whether the request changes anything
 * @param request sends one attempt
 * @param recovery determines the outcome of a lost attempt, {@code null} for an operation
 * that may simply be repeated
 */
public record Operation<R>(String path, String action, boolean changes, Request<R> request,
		@Nullable Recovery<R> recovery) {

	/**
	 * A request that changes nothing and is repeated until it is answered.
	 * @param <R> the type of the result
	 * @param path the znode
	 * @param request sends one attempt
	 * @return the operation
	 */
	public static <R> Operation<R> read(String path, Request<R> request) {
		return new Operation<>(path, "read", false, request, null);
	}

	/**
	 * An idempotent change, which is repeated until it is answered.
	 * @param <R> the type of the result
	 * @param path the znode
	 * @param action the action, for messages
	 * @param request sends one attempt
	 * @return the operation
	 */
	public static <R> Operation<R> repeatable(String path, String action, Request<R> request) {
		return new Operation<>(path, action, true, request, null);
	}

	/**
	 * A change that must not be applied twice. After a lost answer, its outcome is
	 * determined before anything is sent again.
	 * @param <R> the type of the result
	 * @param path the znode
	 * @param action the action, for messages
	 * @param request sends one attempt
	 * @param recovery determines the outcome of a lost attempt
	 * @return the operation
	 */
	public static <R> Operation<R> recoverable(String path, String action, Request<R> request, Recovery<R> recovery) {
		return new Operation<>(path, action, true, request, recovery);
	}

	UnknownOutcomeException unknown(@Nullable Throwable cause) {
		return new UnknownOutcomeException(this.path, cause);
	}

}
