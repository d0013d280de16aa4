package io.github.zkspring.lock;

import io.github.zkspring.fencing.FencedHolder;
import io.github.zkspring.guard.InvocationStack;

/**
 * A lock that was acquired, until it is closed or lost. A lost lock does not become held
 * again: acquire it anew.
 *
 * <p>
 * <b>Threads.</b> Not bound to a thread: any thread may query and close it. Queries read
 * memory and take nanoseconds. {@link #close()} waits for the server, {@link #release()}
 * does not; the release is sent again with the next connection if no server is reachable.
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
	 * Releases the lock, and waits until the servers have removed it from the queue: who
	 * asks after the return does not find it. Waits for two seconds at most, and not at
	 * all while disconnected, on an interrupted thread, on a thread of ZooKeeper, or when
	 * other references of the same call chain still hold the lock. Has no effect on a
	 * lock that is already closed or lost. Never throws.
	 */
	@Override
	void close();

	/**
	 * Releases the lock like {@link #close()}, and returns immediately. Until the servers
	 * have removed it from the queue, which takes about one round trip, other instances
	 * find the lock taken.
	 */
	void release();

}
