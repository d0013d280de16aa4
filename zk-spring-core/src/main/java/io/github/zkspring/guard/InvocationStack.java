package io.github.zkspring.guard;

import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * The guarded invocations that one thread runs, innermost on top.
 *
 * <p>
 * A thread that enters or leaves an invocation and another thread that ends a right each
 * write their own state before they read the state of the other one. So an invocation is
 * either interrupted or does not start, and a thread that has left its invocation is
 * never interrupted for it.
 */
public final class InvocationStack {

	private static final Map<Thread, InvocationStack> all = new WeakHashMap<>();

	private static final ThreadLocal<@Nullable InvocationStack> ofThread = new ThreadLocal<>();

	/** Written by the thread alone. */
	private volatile @Nullable GuardedInvocation top;

	/** Whether the thread was interrupted for a right, or is about to be. */
	private volatile boolean interruptPending;

	/** Whether the interrupt flag of the thread was set here, and not before. */
	private boolean interruptFlagSet;

	private InvocationStack() {
	}

	/**
	 * Returns the stack of the current thread.
	 * @return the stack
	 */
	public static InvocationStack current() {
		InvocationStack stack = ofThread.get();
		return (stack != null) ? stack : register();
	}

	private static InvocationStack register() {
		InvocationStack stack = new InvocationStack();
		synchronized (all) {
			all.put(Thread.currentThread(), stack);
		}
		ofThread.set(stack);
		return stack;
	}

	/**
	 * Finds the innermost right that the current thread runs an invocation for.
	 * @param <T> the type of the right
	 * @param type the type of the right
	 * @param test tests the rights of that type
	 * @return the right, {@code null} when none matches
	 */
	public static <T extends GuardedRight> @Nullable T innermost(Class<T> type, Predicate<T> test) {
		InvocationStack stack = ofThread.get();
		GuardedInvocation next = (stack != null) ? stack.top : null;
		while (next != null) {
			if (type.isInstance(next.right()) && test.test(type.cast(next.right()))) {
				return type.cast(next.right());
			}
			next = next.outer();
		}
		return null;
	}

	/**
	 * Interrupts all invocations that depend on a right and accept interrupts.
	 * @param ended the right, which no longer lets invocations start
	 */
	public static void interruptAll(GuardedRight ended) {
		stacks().forEach((thread, stack) -> stack.interrupt(thread, ended));
	}

	/**
	 * Returns whether bodies run that a graceful end waits for.
	 * @param right the right they depend on
	 * @return {@code true} while there is one
	 */
	public static boolean isBodyRunning(GuardedRight right) {
		return anyRunning((invocation) -> invocation.isBodyOf(right));
	}

	/**
	 * Returns whether any invocation runs, bodies or handlers.
	 * @param right the right they depend on
	 * @return {@code true} while there is one
	 */
	public static boolean isAnythingRunning(GuardedRight right) {
		return anyRunning((invocation) -> invocation.right() == right);
	}

	private static boolean anyRunning(Predicate<GuardedInvocation> test) {
		return stacks().values().stream().anyMatch((stack) -> GuardedInvocation.any(stack.top, test));
	}

	private static Map<Thread, InvocationStack> stacks() {
		synchronized (all) {
			return new HashMap<>(all);
		}
	}

	/**
	 * Enters an invocation. Whatever ends the right afterwards sees it.
	 * @param right the right it depends on
	 * @param kind the kind of invocation
	 * @return the invocation, to be left
	 */
	public GuardedInvocation enter(GuardedRight right, GuardedInvocation.Kind kind) {
		GuardedInvocation invocation = new GuardedInvocation(right, kind, this.top);
		this.top = invocation;
		return invocation;
	}

	/**
	 * Leaves the innermost invocation and clears an interrupt that arrived too late for
	 * it.
	 * @param invocation the invocation
	 */
	public void leave(GuardedInvocation invocation) {
		this.top = invocation.outer();
		if (this.interruptPending) {
			clearLateInterrupt(invocation);
		}
		if (invocation.right().isEnding()) {
			invocation.right().invocationEnded();
		}
	}

	private synchronized void interrupt(Thread thread, GuardedRight ended) {
		boolean before = this.interruptPending;
		this.interruptPending = true;
		if (GuardedInvocation.any(this.top, (invocation) -> invocation.interrupt(ended))) {
			this.interruptFlagSet |= !thread.isInterrupted();
			thread.interrupt();
		}
		else {
			this.interruptPending = before;
		}
	}

	// waits for an interrupt that is being delivered
	private synchronized void clearLateInterrupt(GuardedInvocation left) {
		boolean others = GuardedInvocation.any(this.top, GuardedInvocation::isInterrupted);
		if (left.isInterrupted() && !others) {
			if (this.interruptFlagSet) {
				Thread.interrupted();
			}
			this.interruptFlagSet = false;
		}
		this.interruptPending = others;
	}

}
