package io.github.zkspring.client;

/**
 * A thread was interrupted while it waited. Nothing was changed, and nothing is left
 * behind; the thread is marked as interrupted again.
 *
 * @since 0.1.0
 */
public class ZkInterruptedException extends ZkException {

	/**
	 * Creates an exception.
	 * @param path the znode that was waited for
	 * @param cause the interrupt
	 */
	public ZkInterruptedException(String path, InterruptedException cause) {
		super("Interrupted while waiting for '%s'".formatted(path), cause);
	}

}
