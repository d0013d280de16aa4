package io.github.zkspring.mirror;

import java.util.HashSet;
import java.util.Set;

/**
 * Counts the znodes of a subscription that were neither read nor refused so far. Guarded
 * by the lock of the mirror.
 */
class Awaited {

	/** Refused before they were ever read: not waited for, though they may come. */
	private final Set<String> refused = new HashSet<>();

	private int count;

	void expect() {
		this.count++;
	}

	/**
	 * The first state of a znode has come.
	 * @param path its path
	 */
	void came(String path) {
		if (this.refused.isEmpty() || !this.refused.remove(path)) {
			this.count--;
		}
	}

	/**
	 * A znode cannot be read.
	 * @param path its path
	 * @param state what is known of it
	 */
	void refused(String path, DataState state) {
		if (!state.isInitialised() && this.refused.add(path)) {
			this.count--;
		}
	}

	/**
	 * A znode is wanted no more.
	 * @param state what is known of it
	 */
	void left(DataState state) {
		if (!state.isInitialised()) {
			came(state.path());
		}
	}

	boolean isEmpty() {
		return this.count == 0;
	}

}
