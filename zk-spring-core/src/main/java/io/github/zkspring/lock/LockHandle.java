package io.github.zkspring.lock;

import java.util.concurrent.atomic.AtomicBoolean;

import io.github.zkspring.fencing.FencingToken;
import io.github.zkspring.fencing.FencingZnode;

/**
 * One share in a lock: of who acquired it, or of somebody further inside of the same call
 * chain. The last one that is closed releases the lock.
 */
final class LockHandle implements HeldLock {

	private final LockTenure tenure;

	private final AtomicBoolean closed = new AtomicBoolean();

	LockHandle(LockTenure tenure) {
		this.tenure = tenure;
	}

	LockTenure tenure() {
		return this.tenure;
	}

	/**
	 * Whether the lock went before this share of it was closed.
	 * @return {@code true} when what ran under it cannot rely on it
	 */
	boolean isLost() {
		return !this.closed.get() && !this.tenure.isHeld();
	}

	@Override
	public String name() {
		return this.tenure.name();
	}

	@Override
	public LockMode mode() {
		return this.tenure.mode();
	}

	@Override
	public FencingToken token() {
		return this.tenure.znode().token();
	}

	@Override
	public FencingZnode znode() {
		return this.tenure.znode();
	}

	@Override
	public boolean isHeld() {
		return !this.closed.get() && this.tenure.isHeld();
	}

	@Override
	public void assertHeld() {
		if (this.closed.get()) {
			throw new LockLostException(name(), "has been released");
		}
		this.tenure.requireHeld();
	}

	@Override
	public void close() {
		if (this.closed.compareAndSet(false, true)) {
			this.tenure.leave();
		}
	}

	@Override
	public String toString() {
		return "HeldLock[%s, token 0x%x]".formatted(name(), token().value());
	}

}
