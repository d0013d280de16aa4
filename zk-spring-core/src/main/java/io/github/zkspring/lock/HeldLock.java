package io.github.zkspring.lock;

import io.github.zkspring.fencing.FencedHolder;
import io.github.zkspring.guard.InvocationStack;

/**
 * A lock that was acquired: until it is closed, or lost. A lost lock does not come back;
 * acquire it again.
 *
 * <p>
 * <b>Threads.</b> Not bound to a thread: another one may ask and close. Nothing waits for
 * a server: questions are answered from memory, in nanoseconds, and the release is sent
 * and not waited for; where no server can be reached it is sent again with the next
 * connection.
 *
 * <p>
 * <b>Loss.</b> A short disconnect loses nothing: the lock is held while the lease of the
 * session lasts ({@link io.github.zkspring.client.ZkSession#lease()}) and the session is
 * the one that won it. After that, and when somebody deletes the znode of the lock,
 * {@link #isHeld()} is {@code false}; callbacks and annotated methods that run under the
 * lock are interrupted. Work that harms others when two do it carries the
 * {@link #token()}, or is written with {@link io.github.zkspring.fencing.FencedWrites}.
 *
 * @since 0.1.0
 */
public interface HeldLock extends FencedHolder, AutoCloseable {

	/**
	 * The innermost lock in whose {@link ZkLock @ZkLock} method or callback the present
	 * thread runs.
	 * @return the lock
	 * @throws IllegalStateException when the present thread runs neither
	 */
	static HeldLock current() {
		LockTenure tenure = InvocationStack.innermost(LockTenure.class, (any) -> true);
		if (tenure == null) {
			throw new IllegalStateException(
					"HeldLock.current() outside of a @ZkLock method and of a callback of ZkLockTemplate");
		}
		return tenure.handle();
	}

	/**
	 * The name of the lock.
	 * @return the name, below {@code zk.lock.base-path}
	 */
	String name();

	/**
	 * How the lock is held. A shared lock that was asked for while the exclusive one was
	 * held in the same call chain is that exclusive one.
	 * @return the mode
	 */
	LockMode mode();

	/**
	 * Whether the lock is held now. Reads memory only.
	 * @return {@code false} once it is closed or lost
	 */
	boolean isHeld();

	/**
	 * Require that the lock is held now. Long work asks from time to time.
	 * @throws LockLostException when it is not
	 */
	void assertHeld();

	/**
	 * Release the lock, and return at once. A second call does nothing, nor does one for
	 * a lock that is lost. Never throws.
	 */
	@Override
	void close();

}
