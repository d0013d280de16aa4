package io.github.zkspring.lock;

import java.time.Duration;

import io.github.zkspring.client.ZkException;
import org.jspecify.annotations.Nullable;

/**
 * A lock was not acquired within the time to wait: other contenders hold it, no server
 * has answered, the server refuses the request, the thread was interrupted (its interrupt
 * flag is set), or the application is closing. The message states the reason. No znode is
 * left in the queue.
 *
 * @since 0.1.0
 */
public class LockNotAcquiredException extends ZkException {

	private final String lock;

	private final Duration waited;

	/**
	 * Creates an exception.
	 * @param lock the name of the lock
	 * @param waited how long its caller waited
	 * @param reason why it was not acquired
	 * @param cause the refusal of the server or the interrupt, if any
	 */
	public LockNotAcquiredException(String lock, Duration waited, String reason, @Nullable Throwable cause) {
		super("The lock '%s' was not acquired within %d ms: %s".formatted(lock, waited.toMillis(), reason), cause);
		this.lock = lock;
		this.waited = waited;
	}

	/**
	 * Returns the lock that was not acquired.
	 * @return its name
	 */
	public String getLock() {
		return this.lock;
	}

	/**
	 * Returns how long the caller waited.
	 * @return the time from the request to the exception
	 */
	public Duration getWaited() {
		return this.waited;
	}

}
