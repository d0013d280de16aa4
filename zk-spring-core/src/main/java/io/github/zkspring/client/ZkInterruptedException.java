package io.github.zkspring.client;

/**
 * A thread was interrupted while it waited. Nothing was changed and no znode is left
 * behind. The interrupt flag of the thread is set.
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
