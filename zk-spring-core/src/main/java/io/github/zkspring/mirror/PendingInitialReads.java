package io.github.zkspring.mirror;

import java.util.HashSet;
import java.util.Set;

/**
 * Counts the znodes of a subscription that were neither read nor refused so far. Guarded
 * by the lock of the mirror.
 */
class PendingInitialReads {

	/** Refused before the first read: not waited for, though the state may follow. */
	private final Set<String> refused = new HashSet<>();

	private int count;

	void expect() {
		this.count++;
	}

	/**
	 * Records the first state of a znode.
	 * @param path the path of the znode
	 */
	void received(String path) {
		if (!this.refused.remove(path)) {
			this.count--;
		}
	}

	/**
	 * Records that a znode cannot be read.
	 * @param state the state of the znode
	 */
	void refused(DataState state) {
		if (!state.isInitialised() && this.refused.add(state.path())) {
			this.count--;
		}
	}

	/**
	 * Records that a znode left the subscription.
	 * @param state the state of the znode
	 */
	void removed(DataState state) {
		if (!state.isInitialised()) {
			received(state.path());
		}
	}

	boolean isEmpty() {
		return this.count == 0;
	}

}
