package io.github.zkspring.watch;

import java.util.Arrays;

import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * Identifies one state of a znode.
 *
 * @param czxid its creation, 0 when it does not exist
 * @param mzxid its last write
 * @param data a hash of its data
 */
record SoakState(long czxid, long mzxid, int data) {

	private static final SoakState ABSENT = new SoakState(0, 0, 0);

	static SoakState of(byte @Nullable [] data, @Nullable Stat stat) {
		return (stat != null) ? new SoakState(stat.getCzxid(), stat.getMzxid(), Arrays.hashCode(data)) : ABSENT;
	}

	boolean exists() {
		return this.czxid > 0;
	}

}
