package io.github.zkspring.lock;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.zkspring.client.connection.ZkConnection;
import io.github.zkspring.contender.Grant;
import io.github.zkspring.fencing.FencingToken;
import io.github.zkspring.fencing.FencingZnode;
import io.github.zkspring.guard.GuardedRight;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * The ownership of a lock, from the grant until the last {@link LockReference} is closed
 * or the lock is lost. It depends on the session of the grant.
 */
final class LockOwnership implements GuardedRight {

	private final String name;

	private final LockMode mode;

	private final Grant grant;

	private final FencingZnode znode;

	/** Waits until no znode is left. */
	private final Runnable removal;

	private final LockReference reference = new LockReference(this);

	private final AtomicInteger references = new AtomicInteger(1);

	/** Whether the lock was lost before its release. */
	private final CompletableFuture<Boolean> ended = new CompletableFuture<>();

	/**
	 * Creates the ownership of a granted lock.
	 * @param name the name of the lock
	 * @param mode exclusive or shared
	 * @param grant the grant
	 * @param removal waits until no znode of the released lock is left
	 */
	LockOwnership(String name, LockMode mode, Grant grant, Runnable removal) {
		this.name = name;
		this.mode = mode;
		this.grant = grant;
		this.removal = removal;
		this.znode = new FencingZnode(grant.path(), new FencingToken(grant.czxid()));
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
		return this.name.equals(lock) && this.grant.connection() == ensemble;
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
		return !this.ended.isDone() && this.grant.isCertain();
	}

	private boolean isReleased() {
		return !this.ended.getNow(true);
	}

	void requireHeld() {
		if (!isHeld()) {
			throw new LockLostException(this.name, isReleased() ? "has been released"
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
		if (isReleased()) {
			return null;
		}
		Assert.state(requested == LockMode.SHARED || this.mode == LockMode.EXCLUSIVE,
				() -> "The exclusive lock '%s' cannot be acquired while the same call chain holds the shared one: it would wait for itself"
					.formatted(this.name));
		requireHeld();
		boolean released = this.references.getAndUpdate((count) -> (count > 0) ? count + 1 : 0) == 0;
		return released ? null : new LockReference(this);
	}

	/**
	 * Closes a reference.
	 * @return whether it was the last one, and the lock is released now
	 */
	boolean closeReference() {
		return this.references.decrementAndGet() == 0 && this.ended.complete(false);
	}

	/**
	 * Waits until no znode of the released lock is left.
	 */
	void awaitRemoval() {
		this.removal.run();
	}

	/**
	 * Ends the ownership without a release.
	 * @return whether the lock was held until now
	 */
	boolean lose() {
		return this.ended.complete(true);
	}

	/**
	 * Returns the end of the ownership.
	 * @return completes on the thread that releases or loses the lock, with whether it is
	 * lost
	 */
	CompletableFuture<Boolean> ended() {
		return this.ended;
	}

	@Override
	public boolean isEnding() {
		return false;
	}

	@Override
	public void invocationEnded() {
	}

}
