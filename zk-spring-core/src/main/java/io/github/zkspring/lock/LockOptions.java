package io.github.zkspring.lock;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Options for the acquisition of a lock. Immutable: every {@code with} method returns a
 * copy.
 *
 * @since 0.1.0
 */
public final class LockOptions {

	private static final LockOptions EXCLUSIVE = new LockOptions(LockMode.EXCLUSIVE, null, true, "programmatic");

	private static final LockOptions SHARED = EXCLUSIVE.withMode(LockMode.SHARED);

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
	 * Return options for an exclusive lock, with a wait of {@code zk.lock.wait}.
	 * @return the options
	 */
	public static LockOptions exclusive() {
		return EXCLUSIVE;
	}

	/**
	 * Return options for a shared lock, with a wait of {@code zk.lock.wait}.
	 * @return the options
	 */
	public static LockOptions shared() {
		return SHARED;
	}

	/**
	 * Return options with another mode.
	 * @param mode the mode
	 * @return the options
	 */
	public LockOptions withMode(LockMode mode) {
		return new LockOptions(mode, this.wait, this.interruptOnLoss, this.label);
	}

	/**
	 * Return options with another maximum time to wait for the lock. It covers other
	 * contenders, lost connections and new sessions. Zero tries once: it waits only for
	 * the answer of the server, for at most one session timeout.
	 * @param wait the time, not negative
	 * @return the options
	 */
	public LockOptions withWait(Duration wait) {
		Assert.isTrue(!wait.isNegative(), "'wait' must not be negative");
		return new LockOptions(this.mode, wait, this.interruptOnLoss, this.label);
	}

	/**
	 * Return options that set whether a callback is interrupted when the lock is lost.
	 * @param interruptOnLoss {@code false} to let the callback run to its end
	 * @return the options
	 */
	public LockOptions withInterruptOnLoss(boolean interruptOnLoss) {
		return new LockOptions(this.mode, this.wait, interruptOnLoss, this.label);
	}

	/**
	 * Return options with another name of the lock for listeners, without arguments.
	 * @param label the name as declared by an annotation
	 * @return the options
	 */
	LockOptions withLabel(String label) {
		return new LockOptions(this.mode, this.wait, this.interruptOnLoss, label);
	}

	LockMode mode() {
		return this.mode;
	}

	Duration waitOr(Duration defaultWait) {
		return (this.wait != null) ? this.wait : defaultWait;
	}

	boolean interruptOnLoss() {
		return this.interruptOnLoss;
	}

	String label() {
		return this.label;
	}

}
