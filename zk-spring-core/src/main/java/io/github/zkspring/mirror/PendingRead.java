package io.github.zkspring.mirror;

import java.util.List;

import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * A read that waits in the {@link ReadQueue} or is under way. Guarded by the lock of the
 * mirror.
 */
interface PendingRead {

	/**
	 * Returns the path to read.
	 * @return the path, as the application names it
	 */
	String path();

	/**
	 * Returns whether the size of the answer is unknown.
	 * @return {@code true} until it was read or announced
	 */
	default boolean isSizeUnknown() {
		return false;
	}

	/**
	 * Returns the request to send next.
	 * @param checkSize whether a stat request precedes the read of an unknown size
	 * @return the request
	 */
	Operation operation(boolean checkSize);

	/**
	 * Returns whether the request sets a one-shot watch.
	 * @return {@code true} unless another watch reports the path
	 */
	boolean setsWatch();

	/**
	 * Returns whether the read can share a request with others.
	 * @param checkSize whether a stat request precedes the read of an unknown size
	 * @return {@code true} for a part of a batch
	 */
	default boolean isBatchable(boolean checkSize) {
		return !setsWatch() && operation(checkSize).isBatchable();
	}

	/**
	 * Returns the expected size of the answer.
	 * @param limits estimates unknown sizes
	 * @return the size in bytes
	 */
	int expectedBytes(ReadLimits limits);

	/**
	 * Takes the read out of the queue.
	 * @return {@code false} when there is nothing left to read
	 */
	boolean begin();

	/**
	 * Processes the answer.
	 * @param result the state on the server
	 */
	void received(Result result);

	/**
	 * Called when no answer arrived: the read has to be repeated.
	 * @param suspected whether the answer itself may have cost the connection
	 */
	void lost(boolean suspected);

	/**
	 * Called when the server refused the read.
	 * @param code the reason
	 */
	void refused(Code code);

	/**
	 * Called when the answer was processed, before the next reads are sent.
	 */
	void end();

	/**
	 * The requests that read a path.
	 */
	enum Operation {

		/** Asks for the stat alone ({@code exists}). */
		STAT,

		/** Reads the data and the stat. */
		DATA,

		/** Reads the names of the children and the stat of the parent. */
		CHILDREN,

		/** Reads the names of the children alone. */
		NAMES;

		// a batch holds no exists, and no stat with a list of children
		boolean isBatchable() {
			return this == DATA || this == NAMES;
		}

	}

	/**
	 * The state of a path as one request found it.
	 *
	 * @param operation the request
	 * @param stat the stat, {@code null} when the znode does not exist, and in a batch of
	 * names
	 * @param data the data, where it was asked for
	 * @param names the names of the children, where they were asked for
	 * @param watchSet whether the request has set its watch
	 */
	record Result(Operation operation, @Nullable Stat stat, byte @Nullable [] data, @Nullable List<String> names,
			boolean watchSet) {

		/**
		 * Creates the result of a part of a batch.
		 * @param operation the request
		 * @param part the answer to it
		 * @return the result, that of a missing znode for an error
		 */
		static Result of(Operation operation, OpResult part) {
			if (part instanceof OpResult.GetDataResult read) {
				return new Result(operation, read.getStat(), read.getData(), null, false);
			}
			List<String> names = (part instanceof OpResult.GetChildrenResult read) ? read.getChildren() : null;
			return new Result(operation, null, null, names, false);
		}

	}

}
