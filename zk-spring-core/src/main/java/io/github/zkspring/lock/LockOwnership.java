package io.github.zkspring.lock;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.github.zkspring.client.connection.ZkConnection;
import io.github.zkspring.fencing.FencingZnode;
import io.github.zkspring.guard.GuardedRight;
import org.jspecify.annotations.Nullable;

/**
 * The ownership of a lock, from the grant until the last {@link LockReference} is closed
 * or the lock is lost. It depends on the session of the grant.
 */
final class LockOwnership implements GuardedRight {

	private final String name;

	private final LockMode mode;

	private final FencingZnode znode;

	private final long sessionId;

	private final ZkConnection connection;

	private final LockReference reference = new LockReference(this);

	private final AtomicInteger references = new AtomicInteger(1);

	private final AtomicReference<State> state = new AtomicReference<>(State.HELD);

	private final CompletableFuture<Void> ended = new CompletableFuture<>();

	LockOwnership(String name, LockMode mode, FencingZnode znode, long sessionId, ZkConnection connection) {
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
	 * Returns whether this is the lock with a name at an ensemble.
	 * @param lock the name of the lock
	 * @param ensemble the connection to the ensemble
	 * @return {@code true} when it is that lock
	 */
	boolean isFor(String lock, ZkConnection ensemble) {
		return this.name.equals(lock) && this.connection == ensemble;
	}

	/**
	 * Returns the reference of the caller that acquired the lock.
	 * @return the first reference
	 */
	LockReference reference() {
		return this.reference;
	}

	/**
	 * Returns whether the lock is held now. Reads memory only and allocates nothing.
	 * @return {@code false} after the release or the loss
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
					: "is lost: its session or znode has ended, and other instances may hold it");
		}
	}

	/**
	 * Creates another reference, for a nested call of the same call chain.
	 * @param requested the requested mode
	 * @return the reference, {@code null} when the lock is already released
	 * @throws LockLostException when the lock is lost
	 * @throws IllegalStateException when the nested call would wait for its own call
	 * chain
	 */
	@Nullable LockReference share(LockMode requested) {
		if (this.references.getAndUpdate((count) -> (count > 0) ? count + 1 : 0) == 0) {
			return null;
		}
		LockReference nested = new LockReference(this);
		try {
			if (requested == LockMode.EXCLUSIVE && this.mode == LockMode.SHARED) {
				throw new IllegalStateException(
						"The exclusive lock '%s' cannot be acquired while the same call chain holds the shared one: it would wait for itself"
							.formatted(this.name));
			}
			requireHeld();
			return nested;
		}
		catch (RuntimeException ex) {
			nested.close();
			throw ex;
		}
	}

	void closeReference() {
		if (this.references.decrementAndGet() == 0 && this.state.compareAndSet(State.HELD, State.RELEASED)) {
			this.ended.complete(null);
		}
	}

	/**
	 * Ends the ownership without a release.
	 * @return whether the lock was held until now
	 */
	boolean lose() {
		boolean lost = this.state.compareAndSet(State.HELD, State.LOST);
		this.ended.complete(null);
		return lost;
	}

	/**
	 * Returns the end of the ownership.
	 * @return completes with the release or the loss, on the thread that causes it
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
