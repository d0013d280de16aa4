package io.github.zkspring.fencing;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Remembers the highest fencing token and rejects lower tokens. Protects resources in the
 * memory of this process, and resources that are accessed through this process only. An
 * external resource, for example a database, stores the highest token together with its
 * data instead.
 *
 * <p>
 * Thread-safe and lock-free. Another thread may present a higher token between the check
 * and its effect: where that matters, check and act under one lock.
 *
 * @since 0.1.0
 */
public final class Fence {

	private static final long NONE = Long.MIN_VALUE;

	private final AtomicLong highest = new AtomicLong(NONE);

	/**
	 * Accepts a token, unless a higher token was accepted before.
	 * @param token the token of the holder that wants to act
	 * @return {@code true} when no higher token is known
	 */
	public boolean accept(FencingToken token) {
		return this.highest.accumulateAndGet(token.value(), Math::max) == token.value();
	}

	/**
	 * Accepts a token, or throws.
	 * @param token the token of the holder that wants to act
	 * @throws StaleTokenException when a higher token was accepted before
	 */
	public void check(FencingToken token) {
		if (!accept(token)) {
			throw new StaleTokenException(token, "token 0x%x was accepted before".formatted(this.highest.get()));
		}
	}

	/**
	 * Returns the highest token so far.
	 * @return the token, empty before the first token
	 */
	public Optional<FencingToken> highest() {
		long value = this.highest.get();
		return (value != NONE) ? Optional.of(new FencingToken(value)) : Optional.empty();
	}

}
