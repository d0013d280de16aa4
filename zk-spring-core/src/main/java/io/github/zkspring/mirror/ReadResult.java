package io.github.zkspring.mirror;

import java.util.List;

import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

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
record ReadResult(PendingRead.Operation operation, @Nullable Stat stat, byte @Nullable [] data,
		@Nullable List<String> names, boolean watchSet) {

	/**
	 * Creates the result of a part of a batch.
	 * @param operation the request
	 * @param part the answer to it
	 * @return the result, that of a missing znode for an error
	 */
	static ReadResult of(PendingRead.Operation operation, OpResult part) {
		if (part instanceof OpResult.GetDataResult read) {
			return new ReadResult(operation, read.getStat(), read.getData(), null, false);
		}
		List<String> names = (part instanceof OpResult.GetChildrenResult read) ? read.getChildren() : null;
		return new ReadResult(operation, null, null, names, false);
	}

}
