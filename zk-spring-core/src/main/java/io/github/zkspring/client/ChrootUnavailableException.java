package io.github.zkspring.client;

import org.jspecify.annotations.Nullable;

/**
 * The chroot of the connect string does not exist and could not be created.
 *
 * @since 0.1.0
 */
public class ChrootUnavailableException extends ZkException {

	private final String chroot;

	/**
	 * Creates an exception.
	 * @param chroot the chroot
	 * @param reason why it could not be created
	 * @param cause the answer of the server
	 */
	public ChrootUnavailableException(String chroot, String reason, @Nullable Throwable cause) {
		super("The chroot '%s' does not exist and could not be created: %s".formatted(chroot, reason), cause);
		this.chroot = chroot;
	}

	/**
	 * Returns the missing chroot.
	 * @return its path
	 */
	public String getChroot() {
		return this.chroot;
	}

}
