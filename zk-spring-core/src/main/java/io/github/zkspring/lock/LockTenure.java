package io.github.zkspring.lock;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.github.zkspring.client.connection.ZkConnection;
import io.github.zkspring.fencing.FencingZnode;
import io.github.zkspring.guard.GuardedRight;
import org.jspecify.annotations.Nullable;

/**
 * The time for which a lock is held: from the grant to the release of its last share, or
 * to the loss. It rests on the session of the grant.
 */
final class LockTenure implements GuardedRight {

	private final String name;

	private final LockMode mode;

	private final FencingZnode znode;

	private final long sessionId;

	private final ZkConnection connection;

	private final LockHandle handle = new LockHandle(this);

	private final AtomicInteger shares = new AtomicInteger(1);

	private final AtomicReference<State> state = new AtomicReference<>(State.HELD);

	private final CompletableFuture<Void> ended = new CompletableFuture<>();

	LockTenure(String name, LockMode mode, FencingZnode znode, long sessionId, ZkConnection connection) {
		this.name = name;
		this.mode = mode;
		this.znode = znode;
		this.sessionId = sessionId;
		this.connection = connection;
	}

	String name() {
		return this.name;
	}

	LockMode mode() {
		return this.mode;
	}

	FencingZnode znode() {
		return this.znode;
	}

	/**
	 * Whether this is a certain lock: the same name at another ensemble is another one.
	 * @param lock the name of the lock
	 * @param ensemble the connection to its ensemble
	 * @return {@code true} when it is that one
	 */
	boolean isOf(String lock, ZkConnection ensemble) {
		return this.name.equals(lock) && this.connection == ensemble;
	}

	/**
	 * The share of who acquired the lock.
	 * @return the same one every time
	 */
	LockHandle handle() {
		return this.handle;
	}

	/**
	 * Whether the lock may be relied on now. Reads memory only and allocates nothing.
	 * @return {@code true} until the release or the loss
	 */
	boolean isHeld() {
		return this.state.get() == State.HELD && this.connection.isCertain(this.sessionId);
	}

	boolean isLost() {
		return this.state.get() == State.LOST;
	}

	void requireHeld() {
		if (!isHeld()) {
			throw new LockLostException(this.name, (this.state.get() == State.RELEASED) ? "has been released"
					: "is lost: its session or znode has ended, and others may hold it");
		}
	}

	/**
	 * Take another share, in the same call chain.
	 * @param asked the mode that is asked for
	 * @return the share, {@code null} when the lock is released already
	 * @throws LockLostException when the lock is lost
	 * @throws IllegalStateException when the share would wait for its own call chain
	 */
	@Nullable LockHandle share(LockMode asked) {
		if (this.shares.getAndUpdate((count) -> (count > 0) ? count + 1 : 0) == 0) {
			return null;
		}
		LockHandle another = new LockHandle(this);
		try {
			if (asked == LockMode.EXCLUSIVE && this.mode == LockMode.SHARED) {
				throw new IllegalStateException(
						"The exclusive lock '%s' cannot be acquired inside of the shared one: it would wait for itself"
							.formatted(this.name));
			}
			requireHeld();
			return another;
		}
		catch (RuntimeException ex) {
			another.close();
			throw ex;
		}
	}

	void leave() {
		if (this.shares.decrementAndGet() == 0 && this.state.compareAndSet(State.HELD, State.RELEASED)) {
			this.ended.complete(null);
		}
	}

	/**
	 * The lock is not held any more, though nobody has released it.
	 * @return whether it was held until now
	 */
	boolean lose() {
		boolean lost = this.state.compareAndSet(State.HELD, State.LOST);
		this.ended.complete(null);
		return lost;
	}

	/**
	 * Wait for the end of the tenure.
	 * @return completes with the release or the loss, on the thread that brings it
	 */
	CompletableFuture<Void> ended() {
		return this.ended;
	}

	@Override
	public boolean isEnding() {
		return false;
	}

	@Override
	public void invocationEnded() {
	}

	private enum State {

		HELD, RELEASED, LOST

	}

}
