package io.github.zkspring.mirror;

/**
 * A persistent recursive watch on one root. Guarded by the lock of the mirror.
 */
class RecursiveWatch {

	/** So many events are looked at before a watch is judged by them. */
	private static final int SAMPLE = 1000;

	private final String root;

	/** Trees that need the watch. */
	private int trees;

	/** Whether it stands for the one-shot watches of siblings. */
	private boolean shared;

	private boolean sent;

	private boolean set;

	private int wanted;

	private int unwanted;

	RecursiveWatch(String root) {
		this.root = root;
	}

	String root() {
		return this.root;
	}

	void addTree() {
		this.trees++;
	}

	void removeTree() {
		this.trees--;
	}

	boolean isForTrees() {
		return this.trees > 0;
	}

	void share(boolean on) {
		this.shared = on;
	}

	boolean isShared() {
		return this.shared;
	}

	boolean isUsed() {
		return this.shared || this.trees > 0;
	}

	/**
	 * Whether what the server changes from now on is noticed: requests are processed in
	 * the order in which they were sent.
	 * @return {@code true} when the watch is set, or on its way before any later read
	 */
	boolean isSent() {
		return this.sent;
	}

	boolean isSet() {
		return this.set;
	}

	void sent() {
		this.sent = true;
	}

	void confirmed() {
		this.set = true;
	}

	void gone() {
		this.sent = false;
		this.set = false;
	}

	/**
	 * Count an event.
	 * @param useful whether somebody wanted it
	 * @return whether most of what the watch reports is wanted, as far as can be said
	 */
	boolean count(boolean useful) {
		if (useful) {
			this.wanted++;
		}
		else {
			this.unwanted++;
		}
		boolean noisy = this.unwanted > this.wanted;
		if (this.wanted + this.unwanted < SAMPLE) {
			return true;
		}
		this.wanted = 0;
		this.unwanted = 0;
		return !noisy;
	}

}
