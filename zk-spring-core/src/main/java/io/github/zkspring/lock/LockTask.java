package io.github.zkspring.lock;

import io.github.zkspring.fencing.FencingToken;
import org.jspecify.annotations.Nullable;

/**
 * One call under a lock, for those who observe it: from the request for the lock to its
 * release.
 *
 * @since 0.1.0
 */
public final class LockTask {

	private final String name;

	private final LockMode mode;

	private final @Nullable String expression;

	private volatile @Nullable FencingToken token;

	/**
	 * Create a call whose lock is not there yet.
	 * @param name the name of the lock
	 * @param mode how it is locked
	 * @param expression the name as the annotation has it, {@code null} without one
	 */
	LockTask(String name, LockMode mode, @Nullable String expression) {
		this.name = name;
		this.mode = mode;
		this.expression = expression;
	}

	/**
	 * The lock is there.
	 * @param lock the lock
	 */
	void held(HeldLock lock) {
		this.token = lock.token();
	}

	/**
	 * The name of the lock, of which there may be any number.
	 * @return the name
	 */
	public String name() {
		return this.name;
	}

	/**
	 * How the lock is locked.
	 * @return the mode
	 */
	public LockMode mode() {
		return this.mode;
	}

	/**
	 * The name of the lock before arguments went into it, as the annotation has it.
	 * @return the name with its expressions, {@code null} for a {@link ZkLockTemplate}
	 */
	public @Nullable String expression() {
		return this.expression;
	}

	/**
	 * The fencing token under which the code runs.
	 * @return the token, {@code null} until the lock is there, and when it never was
	 */
	public @Nullable FencingToken token() {
		return this.token;
	}

	@Override
	public String toString() {
		return "LockTask[%s, %s]".formatted(this.name, this.mode);
	}

}
