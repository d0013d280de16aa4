package io.github.zkspring.client.connection;

import java.util.function.Function;

import io.github.zkspring.client.UnknownOutcomeException;
import org.apache.zookeeper.KeeperException.Code;
import org.jspecify.annotations.Nullable;

/**
 * A request together with its handling of an answer that is lost with the connection.
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
	 * Creates an operation that changes nothing and is repeated until it is answered.
	 * @param <R> the type of the result
	 * @param path the znode
	 * @param request sends one attempt
	 * @return the operation
	 */
	public static <R> Operation<R> read(String path, Request<R> request) {
		return new Operation<>(path, "read", false, request, null);
	}

	/**
	 * Creates an idempotent change, which is repeated until it is answered.
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
	 * Creates a change that must not be applied twice. After a lost answer, its outcome
	 * is determined before anything is sent again.
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

	/**
	 * Creates a change that is never repeated: after a lost answer its outcome is
	 * unknown.
	 * @param <R> the type of the result
	 * @param path the znode
	 * @param action the action, for messages
	 * @param request sends one attempt
	 * @return the operation
	 */
	public static <R> Operation<R> unrepeatable(String path, String action, Request<R> request) {
		return recoverable(path, action, request, (handle, sentBy, reply) -> reply.accept(Code.OK, Verdict.unknown()));
	}

	UnknownOutcomeException unknown(@Nullable Throwable cause) {
		return new UnknownOutcomeException(this.path, cause);
	}

	/**
	 * Determines the outcome of a request whose answer was lost. It runs after a
	 * {@code sync}: a session has one connection and ZooKeeper keeps its requests in
	 * order, so the lost request has been applied or refused by then.
	 *
	 * @param <R> the type of the result
	 */
	@FunctionalInterface
	public interface Recovery<R> {

		/**
		 * Determines the outcome.
		 * @param handle the handle to send with
		 * @param sentBy the session that sent the lost request
		 * @param reply receives the verdict, or the code of the read that failed
		 */
		void recover(ZkHandle handle, long sentBy, Request.Reply<Verdict<R>> reply);

		/**
		 * Creates a recovery that judges the state of the znode.
		 * @param <S> the type of the state
		 * @param <R> the type of the result
		 * @param read reads the state
		 * @param judge returns the verdict for a state
		 * @return the recovery
		 */
		static <S, R> Recovery<R> from(Operation<S> read, Function<S, Verdict<R>> judge) {
			return (handle, sentBy, reply) -> read.request()
				.send(handle, (code, state) -> reply.accept(code, (state != null) ? judge.apply(state) : null));
		}

	}

	/**
	 * Outcome of a request whose answer was lost.
	 *
	 * @param <R> the type of the result
	 * @param fate what is known about the request
	 * @param result the result of a request that was applied
	 * @param refusal the code of a request that was refused
	 */
	public record Verdict<R>(Fate fate, @Nullable R result, Code refusal) {

		/**
		 * Returns the verdict for a request that was applied.
		 * @param <R> the type of the result
		 * @param result its result
		 * @return the verdict
		 */
		public static <R> Verdict<R> happened(R result) {
			return new Verdict<>(Fate.HAPPENED, result, Code.OK);
		}

		/**
		 * Returns the verdict for a request that was not applied and may be sent again.
		 * @param <R> the type of the result
		 * @return the verdict
		 */
		public static <R> Verdict<R> notHappened() {
			return new Verdict<>(Fate.NOT_HAPPENED, null, Code.OK);
		}

		/**
		 * Returns the verdict for a request that the server refused.
		 * @param <R> the type of the result
		 * @param code the result code
		 * @return the verdict
		 */
		public static <R> Verdict<R> refused(Code code) {
			return new Verdict<>(Fate.REFUSED, null, code);
		}

		/**
		 * Returns the verdict for a request whose outcome cannot be determined from the
		 * state of the znode.
		 * @param <R> the type of the result
		 * @return the verdict
		 */
		public static <R> Verdict<R> unknown() {
			return new Verdict<>(Fate.UNKNOWN, null, Code.OK);
		}

	}

	/**
	 * Fate of a request.
	 */
	public enum Fate {

		/** The request was applied, exactly once. */
		HAPPENED,

		/** The request was not applied, or has no effect left, and may be sent again. */
		NOT_HAPPENED,

		/** The server refused the request. */
		REFUSED,

		/** The outcome cannot be determined. */
		UNKNOWN

	}

}
