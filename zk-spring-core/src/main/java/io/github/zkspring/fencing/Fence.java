package io.github.zkspring.fencing;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps the highest token it has seen and refuses lower ones: for a resource that lives
 * in the memory of this process, or is reached through it alone. A resource of its own, a
 * database for example, keeps the highest token itself, beside the data.
 *
 * <p>
 * Safe for use by many threads, without a lock. Between the check and the effect another
 * thread may come with a higher token: where that matters, check and act under one lock.
 *
 * @since 0.1.0
 */
public final class Fence {

	private static final long NONE = Long.MIN_VALUE;

	private final AtomicLong highest = new AtomicLong(NONE);

	/**
	 * Let a token pass, unless a higher one has passed.
	 * @param token the token of who wants to act
	 * @return {@code true} when it is the highest so far, or the highest again
	 */
	public boolean accept(FencingToken token) {
		return this.highest.accumulateAndGet(token.value(), Math::max) == token.value();
	}

	/**
	 * Let a token pass, or throw.
	 * @param token the token of who wants to act
	 * @throws StaleTokenException when a higher token has passed
	 */
	public void check(FencingToken token) {
		if (!accept(token)) {
			throw new StaleTokenException(token, "0x%x has been seen".formatted(this.highest.get()));
		}
	}

	/**
	 * The highest token so far.
	 * @return the token, empty before the first one
	 */
	public Optional<FencingToken> highest() {
		long value = this.highest.get();
		return (value != NONE) ? Optional.of(new FencingToken(value)) : Optional.empty();
	}

}
