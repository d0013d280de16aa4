package io.github.zkspring.lock;

import io.github.zkspring.fencing.FencedHolder;
import io.github.zkspring.guard.InvocationStack;

/**
 * A lock that was acquired, until it is closed or lost. A lost lock does not become held
 * again: acquire it anew.
 *
 * <p>
 * <b>Threads.</b> Not bound to a thread: any thread may query and close it. No method
 * waits for a server: queries read memory and take nanoseconds; the release is sent
 * asynchronously, and again with the next connection if no server is reachable.
 *
 * <p>
 * <b>Loss.</b> A short disconnect does not lose the lock: it is held while the lease of
 * the session lasts ({@link io.github.zkspring.client.ZkSession#lease()}) and the session
 * is the one that acquired it. After that, and when the znode of the lock is deleted,
 * {@link #isHeld()} returns {@code false}, and callbacks and annotated methods under the
 * lock are interrupted. Work that must not be done by two instances passes the
 * {@link #token()} on, or writes with {@link io.github.zkspring.fencing.FencedWrites}.
 *
 * @since 0.1.0
 */
public interface HeldLock extends FencedHolder, AutoCloseable {

	/**
	 * Returns the innermost lock whose {@link ZkLock @ZkLock} method or callback the
	 * current thread runs.
	 * @return the lock
	 * @throws IllegalStateException when the current thread runs neither
	 */
	static HeldLock current() {
		LockOwnership ownership = InvocationStack.innermost(LockOwnership.class, (any) -> true);
		if (ownership == null) {
			throw new IllegalStateException(
					"HeldLock.current() was called outside a @ZkLock method and a ZkLockTemplate callback");
		}
		return ownership.reference();
	}

	/**
	 * Returns the name of the lock.
	 * @return the name, below {@code zk.lock.base-path}
	 */
	String name();

	/**
	 * Returns how the lock is held. A shared lock that was requested while the same call
	 * chain held the exclusive lock is that exclusive lock.
	 * @return the mode
	 */
	LockMode mode();

	/**
	 * Returns whether the lock is held now. Reads memory only.
	 * @return {@code false} after it is closed or lost
	 */
	boolean isHeld();

	/**
	 * Requires that the lock is held now. Long-running work calls this regularly.
	 * @throws LockLostException when it is not held
	 */
	void assertHeld();

	/**
	 * Releases the lock and returns immediately. Has no effect on a lock that is already
	 * closed or lost. Never throws.
	 */
	@Override
	void close();

}
