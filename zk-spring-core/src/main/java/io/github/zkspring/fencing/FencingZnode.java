package io.github.zkspring.fencing;

/**
 * The znode that stands for what somebody holds: it is there as long as the right is.
 *
 * @since 0.1.0
 */
public final class FencingZnode {

	static final int UNKNOWN = -2;

	private final String path;

	private final FencingToken token;

	/** Its data version, as far as it is known: what a transaction can check. */
	private volatile int version = UNKNOWN;

	/**
	 * Create the description of a znode.
	 * @param path its path below the chroot, with the namespace
	 * @param token the transaction that created it
	 */
	public FencingZnode(String path, FencingToken token) {
		this.path = path;
		this.token = token;
	}

	/**
	 * The path of the znode below the chroot, with the namespace.
	 * @return the path
	 */
	public String path() {
		return this.path;
	}

	/**
	 * The transaction that created the znode.
	 * @return the token
	 */
	public FencingToken token() {
		return this.token;
	}

	int version() {
		return this.version;
	}

	void version(int seen) {
		this.version = seen;
	}

	@Override
	public String toString() {
		return this.path;
	}

}
