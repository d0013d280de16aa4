package io.github.zkspring.watch;

import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link ZkDataWatch} method is called for: the difference between the state it
 * was called with last and the newest one. What happened in between, if anything, is
 * conflated.
 *
 * @param <T> the type of the payload
 * @param type what happened
 * @param path the path of the znode
 * @param payload the payload, {@code null} when the znode does not exist
 * @param previousPayload the payload of the last call, {@code null} when there was none
 * @param stat the stat of the znode, {@code null} when it does not exist
 * @since 0.1.0
 */
public record ZnodeEvent<T>(Type type, String path, @Nullable T payload, @Nullable T previousPayload,
		@Nullable Stat stat) {

	/**
	 * Names type, path and version, and keeps the payloads to itself.
	 */
	@Override
	public String toString() {
		return "ZnodeEvent[%s %s%s]".formatted(this.type, this.path,
				(this.stat != null) ? ", version " + this.stat.getVersion() : "");
	}

	/**
	 * What happened to a znode.
	 */
	public enum Type {

		/**
		 * The first call: what was there, or that nothing was.
		 */
		INITIAL,

		/**
		 * The znode did not exist at the last call and does now.
		 */
		CREATED,

		/**
		 * The znode has other data than at the last call, or was deleted and created anew
		 * since: then its {@code czxid} is another one.
		 */
		CHANGED,

		/**
		 * The znode existed at the last call and does not any more.
		 */
		DELETED

	}

}
