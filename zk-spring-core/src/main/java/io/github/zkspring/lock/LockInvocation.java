package io.github.zkspring.lock;

import io.github.zkspring.fencing.FencingToken;
import org.jspecify.annotations.Nullable;

/**
 * An invocation under a lock, for observers: from the request for the lock to its
 * release.
 *
 * @since 0.1.0
 */
public final class LockInvocation {

	private final String name;

	private final LockMode mode;

	private final @Nullable String expression;

	private volatile @Nullable FencingToken token;

	/**
	 * Creates an invocation whose lock is not acquired yet.
	 * @param name the name of the lock
	 * @param mode the requested mode
	 * @param expression the name as declared by the annotation, {@code null} without one
	 */
	LockInvocation(String name, LockMode mode, @Nullable String expression) {
		this.name = name;
		this.mode = mode;
		this.expression = expression;
	}

	void acquired(HeldLock lock) {
		this.token = lock.token();
	}

	/**
	 * Returns the name of the lock. Its cardinality is unbounded.
	 * @return the name
	 */
	public String name() {
		return this.name;
	}

	/**
	 * Returns the requested mode.
	 * @return the mode
	 */
	public LockMode mode() {
		return this.mode;
	}

	/**
	 * Returns the name as declared by the annotation, with its expressions.
	 * @return the declared name, {@code null} for a {@link ZkLockTemplate}
	 */
	public @Nullable String expression() {
		return this.expression;
	}

	/**
	 * Returns the fencing token of the lock.
	 * @return the token, {@code null} until the lock is acquired, and if it never was
	 */
	public @Nullable FencingToken token() {
		return this.token;
	}

	@Override
	public String toString() {
		return "LockInvocation[%s, %s]".formatted(this.name, this.mode);
	}

}
