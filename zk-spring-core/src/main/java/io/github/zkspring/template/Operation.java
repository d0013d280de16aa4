package io.github.zkspring.template;

import io.github.zkspring.client.UnknownOutcomeException;
import io.github.zkspring.client.connection.Request;
import org.jspecify.annotations.Nullable;

/**
 * What to do, and what to do when its answer got lost.
 *
 * @param <R> what is answered
 * @param path the znode, as the application names it
 * @param action what it is, for messages
 * @param changes whether it changes anything
 * @param request one attempt
 * @param recovery tells what became of a lost attempt, {@code null} for an operation that
 * may be repeated as it is
 */
record Operation<R>(String path, String action, boolean changes, Request<R> request, @Nullable Recovery<R> recovery) {

	static <R> Operation<R> read(String path, Request<R> request) {
		return new Operation<>(path, "read", false, request, null);
	}

	static <R> Operation<R> repeatable(String path, String action, Request<R> request) {
		return new Operation<>(path, action, true, request, null);
	}

	static <R> Operation<R> recoverable(String path, String action, Request<R> request, Recovery<R> recovery) {
		return new Operation<>(path, action, true, request, recovery);
	}

	UnknownOutcomeException unknown(@Nullable Throwable cause) {
		return new UnknownOutcomeException(this.path, cause);
	}

}
