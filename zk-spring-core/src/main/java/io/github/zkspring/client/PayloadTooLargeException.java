package io.github.zkspring.client;

/**
 * A payload is larger than the limit. It is refused by the length in its {@code Stat}
 * without being read: an answer above the limits of ZooKeeper's client closes the
 * connection.
 *
 * @since 0.1.0
 */
public class PayloadTooLargeException extends ZnodeException {

	/**
	 * Creates an exception.
	 * @param path the znode
	 * @param length the length of its payload, in bytes
	 * @param limit the limit, in bytes
	 */
	public PayloadTooLargeException(String path, long length, long limit) {
		super(path,
				"The payload of '%s' has %d bytes, more than the %d that are taken: raise zk.watch.max-payload, or store less in the znode"
					.formatted(path, length, limit),
				null);
	}

}
