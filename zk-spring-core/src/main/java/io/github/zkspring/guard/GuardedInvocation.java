package io.github.zkspring.guard;

import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * One entry of an {@link InvocationStack}: a running invocation and the right it depends
 * on.
 */
public final class GuardedInvocation {

	private final GuardedRight right;

	private final Kind kind;

	private final @Nullable GuardedInvocation outer;

	/** Guarded by the stack. */
	private boolean interrupted;

	GuardedInvocation(GuardedRight right, Kind kind, @Nullable GuardedInvocation outer) {
		this.right = right;
		this.kind = kind;
		this.outer = outer;
	}

	GuardedRight right() {
		return this.right;
	}

	@Nullable GuardedInvocation outer() {
		return this.outer;
	}

	/**
	 * Marks this invocation as interrupted if it depends on a right.
	 * @param ended the right that has ended
	 * @return whether its thread is to be interrupted for it, once
	 */
	boolean interrupt(GuardedRight ended) {
		if (this.right != ended || this.kind == Kind.UNINTERRUPTED_BODY || this.interrupted) {
			return false;
		}
		this.interrupted = true;
		if (this.kind == Kind.BODY) {
			ended.invocationInterrupted();
		}
		return true;
	}

	boolean isInterrupted() {
		return this.interrupted;
	}

	boolean isBodyOf(GuardedRight candidate) {
		return this.right == candidate && this.kind != Kind.HANDLER;
	}

	/**
	 * Tests an invocation and those around it.
	 * @param top the innermost invocation
	 * @param test tests every invocation
	 * @return whether the test passed for any of them
	 */
	static boolean any(@Nullable GuardedInvocation top, Predicate<GuardedInvocation> test) {
		boolean any = false;
		for (GuardedInvocation next = top; next != null; next = next.outer) {
			any |= test.test(next);
		}
		return any;
	}

	/**
	 * The kind of an invocation.
	 */
	public enum Kind {

		/** A guarded body that is interrupted when the right ends. */
		BODY,

		/** A guarded body that is not interrupted. */
		UNINTERRUPTED_BODY,

		/**
		 * A handler of the grant: interrupted, but a graceful end does not wait for it.
		 */
		HANDLER

	}

}
