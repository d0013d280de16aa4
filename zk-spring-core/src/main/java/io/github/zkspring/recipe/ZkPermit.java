package io.github.zkspring.recipe;

import java.util.concurrent.CompletableFuture;

/**
 * A permit of a {@link ZkSemaphore}, until it is closed or lost. It is lost when the
 * lease of the session ends ({@link io.github.zkspring.client.ZkSession#lease()}), before
 * the servers can grant it to another contender. A short disconnect does not lose it.
 * Thread-safe.
 *
 * @since 0.1.0
 */
public interface ZkPermit extends AutoCloseable {

	/**
	 * Returns whether the permit is held now. Reads memory and the clock only.
	 * @return {@code false} after it is closed or lost
	 */
	boolean isHeld();

	/**
	 * Returns the loss of the permit.
	 * @return completes on a {@code zk-recipe-} thread when the permit is lost; never
	 * when it was closed before
	 */
	CompletableFuture<Void> lost();

	/**
	 * Releases the permit, and waits until the servers have removed it from the queue:
	 * who asks after the return does not find it. Waits for two seconds at most, and not
	 * at all while disconnected, on an interrupted thread or on a thread of ZooKeeper;
	 * the release is then sent as soon as there is a connection. A second call has no
	 * effect.
	 */
	@Override
	void close();

}
