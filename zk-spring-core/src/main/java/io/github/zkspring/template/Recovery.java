package io.github.zkspring.template;

import io.github.zkspring.client.connection.Request;
import io.github.zkspring.client.connection.ZkHandle;
import org.apache.zookeeper.KeeperException.Code;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what became of a request whose answer got lost. A {@code sync} goes before
 * every look: what the lost connection may still have on its way is done or refused by
 * then, for a session has one connection and ZooKeeper keeps its requests in order.
 *
 * @param <R> what the request answers
 */
@FunctionalInterface
interface Recovery<R> {

	/**
	 * Look, after a {@code sync}.
	 * @param handle the handle to look with
	 * @param sentBy the session that sent the request
	 * @param reply takes the verdict, or why there is none
	 */
	void look(ZkHandle handle, long sentBy, Request.Reply<Verdict<R>> reply);

	/**
	 * What has become of a request.
	 *
	 * @param <R> what the request answers
	 * @param fate what is known
	 * @param result the answer of a request that has happened
	 * @param refusal the answer to one that was refused
	 */
	record Verdict<R>(Fate fate, @Nullable R result, Code refusal) {

		static <R> Verdict<R> happened(R result) {
			return new Verdict<>(Fate.HAPPENED, result, Code.OK);
		}

		static <R> Verdict<R> notHappened() {
			return new Verdict<>(Fate.NOT_HAPPENED, null, Code.OK);
		}

		static <R> Verdict<R> refused(Code code) {
			return new Verdict<>(Fate.REFUSED, null, code);
		}

		static <R> Verdict<R> unknown() {
			return new Verdict<>(Fate.UNKNOWN, null, Code.OK);
		}

	}

	/**
	 * What is known of a request.
	 */
	enum Fate {

		/** It has happened, once. */
		HAPPENED,

		/** It has not, or nothing of it is left, and it may be sent again. */
		NOT_HAPPENED,

		/** It was refused. */
		REFUSED,

		/** Nobody can tell. */
		UNKNOWN

	}

}
