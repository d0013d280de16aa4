package io.github.zkspring.mirror;

import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * Takes note of reads of znodes that may have children to look for, also of those that
 * gave the same data.
 */
@FunctionalInterface
interface ZnodeReadListener {

	/**
	 * A znode was read.
	 * @param path the path
	 * @param previous its stat before, {@code null} when there was none
	 * @param stat its stat now
	 * @param resync whether it is the first read since the connection began
	 */
	void read(String path, @Nullable Stat previous, Stat stat, boolean resync);

}
