package io.github.zkspring.fencing;

/**
 * The znode of a holder: it exists as long as the holder's right lasts.
 *
 * @since 0.1.0
 */
public final class FencingZnode {

	static final int UNKNOWN = -2;

	private final String path;

	private final FencingToken token;

	/** The last known data version, which a transaction can check. */
	private volatile int version = UNKNOWN;

	/**
	 * Creates the description of a znode.
	 * @param path the path below the chroot, with the namespace
	 * @param token the transaction that created it
	 */
	public FencingZnode(String path, FencingToken token) {
		this.path = path;
		this.token = token;
	}

	/**
	 * Returns the path of the znode below the chroot, with the namespace.
	 * @return the path
	 */
	public String path() {
		return this.path;
	}

	/**
	 * Returns the transaction that created the znode.
	 * @return the token
	 */
	public FencingToken token() {
		return this.token;
	}

	int version() {
		return this.version;
	}

	void setVersion(int version) {
		this.version = version;
	}

	@Override
	public String toString() {
		return this.path;
	}

}
