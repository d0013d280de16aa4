package io.github.zkspring.watch;

import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * Describes the difference between the newest state of a znode and the state of the last
 * call. Changes in between are conflated.
 *
 * @param <T> the type of the payload
 * @param type what happened
 * @param path the path of the znode
 * @param payload the payload, {@code null} if the znode does not exist
 * @param previousPayload the payload of the last call, {@code null} if there was none
 * @param stat the stat of the znode, {@code null} if it does not exist
 * @since 0.1.0
 */
public record ZnodeEvent<T>(Type type, String path, @Nullable T payload, @Nullable T previousPayload,
		@Nullable Stat stat) {

	/**
	 * Returns type, path and version, without the payloads.
	 */
	@Override
	public String toString() {
		return "ZnodeEvent[%s %s%s]".formatted(this.type, this.path,
				(this.stat != null) ? ", version " + this.stat.getVersion() : "");
	}

	/**
	 * The kinds of changes.
	 */
	public enum Type {

		/**
		 * The first call, with an existing or a missing znode.
		 */
		INITIAL,

		/**
		 * The znode did not exist at the last call and does now.
		 */
		CREATED,

		/**
		 * The data of the znode was written since the last call, or the znode was deleted
		 * and created again: then its {@code czxid} has changed.
		 */
		CHANGED,

		/**
		 * The znode existed at the last call and does not exist now.
		 */
		DELETED

	}

}
