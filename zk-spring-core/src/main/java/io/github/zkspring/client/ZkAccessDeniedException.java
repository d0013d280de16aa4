package io.github.zkspring.client;

import org.jspecify.annotations.Nullable;

/**
 * The ACL of a znode refuses the identity of this session (ZooKeeper's NOAUTH).
 *
 * @since 0.1.0
 */
public class ZkAccessDeniedException extends ZnodeException {

	/**
	 * Creates an exception.
	 * @param path the znode
	 * @param action what was refused, for example {@code create}
	 * @param cause the answer of the server
	 */
	public ZkAccessDeniedException(String path, String action, @Nullable Throwable cause) {
		super(path, "Not allowed to %s '%s': the ACL does not admit the identity of this session (zk.auth, zk.sasl)"
			.formatted(action, path), cause);
	}

}
