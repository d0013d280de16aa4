package io.github.zkspring.lock;

import java.util.concurrent.atomic.AtomicBoolean;

import io.github.zkspring.fencing.FencingToken;
import io.github.zkspring.fencing.FencingZnode;
import io.github.zkspring.guard.GuardedInvocation;
import io.github.zkspring.guard.InvocationStack;
import org.jspecify.annotations.Nullable;

/**
 * A reference to an owned lock: of the caller that acquired it, or of a nested call. The
 * last reference that is closed releases the lock.
 */
final class LockReference implements HeldLock {

	private final LockOwnership ownership;

	private final AtomicBoolean closed = new AtomicBoolean();

	LockReference(LockOwnership ownership) {
		this.ownership = ownership;
	}

	/**
	 * Runs a body under the lock. The lock is released when the body throws.
	 * @param <T> the type of the result
	 * @param <E> the exception of the body
	 * @param interruptOnLoss whether the body is interrupted when the lock is lost
	 * @param body the body
	 * @return its result; the lock is still held, {@link #complete()} releases it
	 * @throws E the exception of the body, with a loss of the lock suppressed in it
	 */
	<T extends @Nullable Object, E extends Throwable> T execute(boolean interruptOnLoss, LockCallback<T, E> body)
			throws E {
		InvocationStack stack = InvocationStack.current();
		// entered before the check: a loss either fails the check or sees the invocation
		GuardedInvocation invocation = stack.enter(this.ownership,
				interruptOnLoss ? GuardedInvocation.Kind.BODY : GuardedInvocation.Kind.UNINTERRUPTED_BODY);
		try {
			assertHeld();
			return body.doInLock(this);
		}
		catch (Throwable ex) {
			if (isLost() && !(ex instanceof LockLostException)) {
				ex.addSuppressed(lostDuringExecution());
			}
			close();
			throw ex;
		}
		finally {
			stack.leave(invocation);
		}
	}

	/**
	 * Releases the lock after its work is done.
	 * @throws LockLostException when the lock was lost before
	 */
	void complete() {
		complete(this::close);
	}

	/**
	 * Releases the lock after its work is done, without waiting for the server.
	 * @throws LockLostException when the lock was lost before
	 */
	void completeAsync() {
		complete(this::release);
	}

	private void complete(Runnable release) {
		boolean lost = isLost();
		release.run();
		if (lost) {
			throw lostDuringExecution();
		}
	}

	private LockLostException lostDuringExecution() {
		return new LockLostException(name(), "was lost before the work under it had ended");
	}

	/**
	 * Returns whether the lock was lost before this reference was closed.
	 * @return {@code true} when work under the lock ran without protection
	 */
	boolean isLost() {
		return !this.closed.get() && !this.ownership.isHeld();
	}

	@Override
	public String name() {
		return this.ownership.name();
	}

	@Override
	public LockMode mode() {
		return this.ownership.mode();
	}

	@Override
	public FencingToken token() {
		return this.ownership.znode().token();
	}

	@Override
	public FencingZnode znode() {
		return this.ownership.znode();
	}

	@Override
	public boolean isHeld() {
		return !this.closed.get() && this.ownership.isHeld();
	}

	@Override
	public void assertHeld() {
		if (this.closed.get()) {
			throw new LockLostException(name(), "has been released");
		}
		this.ownership.requireHeld();
	}

	@Override
	public void close() {
		if (this.closed.compareAndSet(false, true) && this.ownership.closeReference()) {
			this.ownership.awaitRemoval();
		}
	}

	@Override
	public void release() {
		if (this.closed.compareAndSet(false, true)) {
			this.ownership.closeReference();
		}
	}

	@Override
	public String toString() {
		return "HeldLock[%s, token 0x%x]".formatted(name(), token().value());
	}

}
