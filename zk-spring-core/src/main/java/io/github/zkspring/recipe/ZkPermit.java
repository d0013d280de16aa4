package io.github.zkspring.recipe;

import java.util.concurrent.CompletableFuture;

/**
 * The right to act beside others, until it is closed or lost. It is lost when the lease
 * of the session ends ({@link io.github.zkspring.client.ZkSession#lease()}): before the
 * servers can give it to another one. A short disconnect loses nothing. Any thread may
 * use it.
 *
 * @since 0.1.0
 */
public interface ZkPermit extends AutoCloseable {

	/**
	 * Whether the permit is held now, by memory and the clock: no request, no lock.
	 * @return {@code false} once it is closed or lost
	 */
	boolean isHeld();

	/**
	 * Be told of the loss.
	 * @return completes on a thread {@code zk-recipe-} of its own when the permit is
	 * lost; never when it was closed before
	 */
	CompletableFuture<Void> lost();

	/**
	 * Give the permit back. Returns at once; the server is told as soon as there is a
	 * connection. A second time does nothing.
	 */
	@Override
	void close();

}
