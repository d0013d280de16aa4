package io.github.zkspring.mirror;

import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * The state of a path as it was read.
 */
public interface Snapshot {

	/**
	 * Returns the path.
	 * @return the path, as the application names it
	 */
	String path();

	/**
	 * Returns the stat of the znode.
	 * @return the stat, {@code null} when the znode does not exist
	 */
	@Nullable Stat stat();

	/**
	 * Returns how new the state is.
	 * @return the zxid of the newest change that it shows, {@code -1} for an absence,
	 * which no stat dates
	 */
	long zxid();

	/**
	 * Returns the version of what is watched.
	 * @return the version of the data, or that of the list of children; {@code -1} for an
	 * absence
	 */
	int version();

	/**
	 * Returns whether another snapshot of the path shows the same state.
	 * @param other the other snapshot, of the same kind
	 * @return {@code true} when there is no difference to deliver
	 */
	boolean isSameState(Snapshot other);

}
