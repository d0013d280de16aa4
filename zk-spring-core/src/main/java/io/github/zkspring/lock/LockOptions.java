package io.github.zkspring.lock;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * How a lock is acquired. Immutable: every method returns other options.
 *
 * @since 0.1.0
 */
public final class LockOptions {

	private static final String PROGRAMMATIC = "programmatic";

	private static final LockOptions EXCLUSIVE = new LockOptions(LockMode.EXCLUSIVE, null, true, PROGRAMMATIC);

	private static final LockOptions SHARED = new LockOptions(LockMode.SHARED, null, true, PROGRAMMATIC);

	private final LockMode mode;

	private final @Nullable Duration wait;

	private final boolean interruptOnLoss;

	private final String label;

	private LockOptions(LockMode mode, @Nullable Duration wait, boolean interruptOnLoss, String label) {
		this.mode = mode;
		this.wait = wait;
		this.interruptOnLoss = interruptOnLoss;
		this.label = label;
	}

	/**
	 * An exclusive lock, waited for as long as {@code zk.lock.wait} says.
	 * @return the options
	 */
	public static LockOptions exclusive() {
		return EXCLUSIVE;
	}

	/**
	 * A shared lock, waited for as long as {@code zk.lock.wait} says.
	 * @return the options
	 */
	public static LockOptions shared() {
		return SHARED;
	}

	/**
	 * Wait for another time. It covers everything: others that hold the lock, lost
	 * connections, new sessions. Zero asks once: nobody is waited for, only the answer of
	 * the server, for at most one session timeout.
	 * @param limit the time, not negative
	 * @return the options
	 */
	public LockOptions waiting(Duration limit) {
		Assert.isTrue(!limit.isNegative(), "'limit' must not be negative");
		return new LockOptions(this.mode, limit, this.interruptOnLoss, this.label);
	}

	/**
	 * Do not interrupt a callback that still runs when the lock is lost.
	 * @return the options
	 */
	public LockOptions withoutInterrupt() {
		return new LockOptions(this.mode, this.wait, false, this.label);
	}

	/**
	 * What listeners call the lock: not its name, which may hold arguments.
	 * @param text the name as an annotation writes it
	 * @return options with that label
	 */
	LockOptions labelled(String text) {
		return new LockOptions(this.mode, this.wait, this.interruptOnLoss, text);
	}

	String label() {
		return this.label;
	}

	LockMode mode() {
		return this.mode;
	}

	Duration waitOr(Duration otherwise) {
		return (this.wait != null) ? this.wait : otherwise;
	}

	boolean interruptOnLoss() {
		return this.interruptOnLoss;
	}

}
