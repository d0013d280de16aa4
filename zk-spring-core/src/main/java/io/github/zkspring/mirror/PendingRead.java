package io.github.zkspring.mirror;

import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;

/**
 * Something to read from the server, waiting in the {@link ReadQueue} or on its way.
 * Guarded by the lock of the mirror.
 */
interface PendingRead {

	/**
	 * The path to read.
	 * @return the path, as the application names it
	 */
	String path();

	/**
	 * Whether the size of the answer is not known.
	 * @return {@code true} until it is
	 */
	boolean isUnknown();

	/**
	 * Whether the read can share a request: it sets no watch, and its size is known or
	 * taken for harmless.
	 * @param asksSize whether an unknown size is to be asked for first
	 * @return {@code true} for a part of a batch
	 */
	boolean isBatchable(boolean asksSize);

	/**
	 * The size of the answer.
	 * @param limits knows what to expect of unknown ones
	 * @return bytes to expect
	 */
	int cost(ReadLimits limits);

	/**
	 * The read leaves the queue.
	 * @return {@code false} when there is nothing to read any more
	 */
	boolean begin();

	/**
	 * The read as part of a batch.
	 * @param serverPath the path to send
	 * @return the operation
	 */
	Op op(String serverPath);

	/**
	 * Take the answer to a part of a batch.
	 * @param result what was read, or {@code null} for a znode that does not exist
	 * @param queue takes further reads
	 */
	void batched(OpResult result, ReadQueue queue);

	/**
	 * Send the read alone.
	 * @param request what to send it with
	 * @param asksSize whether an unknown size is to be asked for first
	 */
	void send(ReadRequest request, boolean asksSize);

	/**
	 * No answer came: the read has to be repeated.
	 * @param suspect whether the answer itself may have cost the connection
	 */
	void lost(boolean suspect);

	/**
	 * The server refused.
	 * @param code why
	 * @param queue takes further reads
	 */
	void refused(Code code, ReadQueue queue);

	/**
	 * The answer was taken.
	 * @return whether to read once more
	 */
	boolean end();

}
