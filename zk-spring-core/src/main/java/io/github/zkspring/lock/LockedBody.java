package io.github.zkspring.lock;

import io.github.zkspring.guard.GuardedInvocation;
import io.github.zkspring.guard.InvocationStack;
import org.jspecify.annotations.Nullable;

/**
 * Runs what was asked for under a lock, as part of the call chain of its thread.
 */
final class LockedBody {

	private LockedBody() {
	}

	/**
	 * Run a body under a lock. When it throws the lock is released.
	 * @param <T> the type of the result
	 * @param <E> what the body may throw
	 * @param lock the lock, not closed yet
	 * @param interruptOnLoss whether the body is interrupted when the lock is lost
	 * @param body the body
	 * @return its result, with the lock still to be ended
	 * @throws E what the body has thrown; a loss of the lock is suppressed in it
	 */
	static <T extends @Nullable Object, E extends Throwable> T run(LockHandle lock, boolean interruptOnLoss,
			LockCallback<T, E> body) throws E {
		InvocationStack thread = InvocationStack.current();
		// entered before it is asked: what ends the lock then sees the body, or is seen
		GuardedInvocation level = thread.enter(lock.tenure(),
				interruptOnLoss ? GuardedInvocation.Kind.BODY : GuardedInvocation.Kind.UNINTERRUPTED_BODY);
		Throwable failure = null;
		try {
			lock.assertHeld();
			return body.doInLock(lock);
		}
		catch (Throwable ex) {
			failure = ex;
			throw ex;
		}
		finally {
			thread.leave(level);
			if (failure != null) {
				if (lock.isLost() && !(failure instanceof LockLostException)) {
					failure.addSuppressed(lost(lock));
				}
				lock.close();
			}
		}
	}

	/**
	 * Release a lock whose work is done.
	 * @param lock the lock
	 * @throws LockLostException when it was lost before, and others may have held it
	 */
	static void end(LockHandle lock) {
		boolean lost = lock.isLost();
		lock.close();
		if (lost) {
			throw lost(lock);
		}
	}

	private static LockLostException lost(HeldLock lock) {
		return new LockLostException(lock.name(), "was lost before the work under it had ended");
	}

}
