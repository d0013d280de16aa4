package io.github.zkspring.client.connection;

import org.apache.zookeeper.KeeperException.Code;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of one attempt at a request.
 *
 * @param <R> the type of the result
 * @param code the code of the server, or of ZooKeeper's client
 * @param result the result, if any
 * @param sessionId the session that sent the request
 */
public record Outcome<R>(Code code, @Nullable R result, long sessionId) {

	/**
	 * Returns whether the server has confirmed the request.
	 * @return {@code true} when there is a result
	 */
	public boolean isDone() {
		return this.code == Code.OK && this.result != null;
	}

	/**
	 * Returns whether the outcome of the request is unknown. An answer without content
	 * could not be read.
	 * @return {@code true} if it may have been applied
	 */
	public boolean isLost() {
		return Codes.isLost(this.code) || (this.code == Code.OK && this.result == null);
	}

	/**
	 * Returns the result of a request that was applied.
	 * @param path the znode, as the application names it
	 * @param action the action, for messages
	 * @return the result
	 * @throws io.github.zkspring.client.ZkException when the server refused
	 */
	public R orThrow(String path, String action) {
		if (this.code == Code.OK && this.result != null) {
			return this.result;
		}
		throw Codes.refusal((this.code != Code.OK) ? this.code : Code.CONNECTIONLOSS, path, action);
	}

}
