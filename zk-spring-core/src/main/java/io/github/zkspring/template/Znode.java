package io.github.zkspring.template;

import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * A znode as it was read.
 *
 * @param <T> the type of its payload
 * @param path its path
 * @param payload its payload, {@code null} when the znode holds none
 * @param stat its stat; the data version in it is what a later
 * {@link ZkTemplate#compareAndSet compareAndSet} compares
 * @since 0.1.0
 */
public record Znode<T>(String path, @Nullable T payload, Stat stat) {

	/**
	 * The path and the versions, never the payload: it may be a secret.
	 */
	@Override
	public String toString() {
		return "%s[version=%d, mzxid=0x%x]".formatted(this.path, this.stat.getVersion(), this.stat.getMzxid());
	}

}
