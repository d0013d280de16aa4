package io.github.zkspring.mirror;

import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * Takes note of every read of a znode, also of those that gave the same data.
 */
@FunctionalInterface
interface ZnodeReadListener {

	/**
	 * A znode was read.
	 * @param path the path
	 * @param previous its stat before, {@code null} when there was none
	 * @param stat its stat now, {@code null} when it does not exist
	 * @param resync whether it is the first read since the connection began
	 */
	void read(String path, @Nullable Stat previous, @Nullable Stat stat, boolean resync);

}
