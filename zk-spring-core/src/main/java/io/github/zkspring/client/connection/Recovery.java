package io.github.zkspring.client.connection;

import org.apache.zookeeper.KeeperException.Code;
import org.jspecify.annotations.Nullable;

/**
 * Determines the outcome of a request whose answer was lost. It runs after a
 * {@code sync}: a session has one connection and ZooKeeper keeps its requests in order,
 * so the lost request has been applied or refused by then.
 *
 * @param <R> the type of the result
 */
@FunctionalInterface
public interface Recovery<R> {

	/**
	 * Determine the outcome.
	 * @param handle the handle to send with
	 * @param sentBy the session that sent the lost request
	 * @param reply receives the verdict, or the code of the read that failed
	 */
	void look(ZkHandle handle, long sentBy, Request.Reply<Verdict<R>> reply);

	/**
	 * The outcome of a request.
	 *
	 * @param <R> the type of the result
	 * @param fate what is known about the request
	 * @param result the result of a request that was applied
	 * @param refusal the code of a request that was refused
	 */
	record Verdict<R>(Fate fate, @Nullable R result, Code refusal) {

		/**
		 * The request was applied.
		 * @param <R> the type of the result
		 * @param result its result
		 * @return the verdict
		 */
		public static <R> Verdict<R> happened(R result) {
			return new Verdict<>(Fate.HAPPENED, result, Code.OK);
		}

		/**
		 * The request was not applied and may be sent again.
		 * @param <R> the type of the result
		 * @return the verdict
		 */
		public static <R> Verdict<R> notHappened() {
			return new Verdict<>(Fate.NOT_HAPPENED, null, Code.OK);
		}

		/**
		 * The server refused the request.
		 * @param <R> the type of the result
		 * @param code the result code
		 * @return the verdict
		 */
		public static <R> Verdict<R> refused(Code code) {
			return new Verdict<>(Fate.REFUSED, null, code);
		}

		/**
		 * The state of the znode does not show whether the request was applied.
		 * @param <R> the type of the result
		 * @return the verdict
		 */
		public static <R> Verdict<R> unknown() {
			return new Verdict<>(Fate.UNKNOWN, null, Code.OK);
		}

	}

	/**
	 * What is known about a request.
	 */
	enum Fate {

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
