package io.github.zkspring.leader;

import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * What one thread runs in the name of leaderships, kept from call to call so that a
 * guarded call allocates nothing. A thread that enters or leaves a body and another one
 * that ends a leadership each write what they do before they read what the other does, so
 * that a body is either interrupted or does not begin, and a thread that has left its
 * body never is.
 */
final class GuardedThread {

	private static final Map<Thread, GuardedThread> all = new WeakHashMap<>();

	private static final ThreadLocal<@Nullable GuardedThread> present = new ThreadLocal<>();

	private final RunningBody bottom = new RunningBody(null);

	/** Of the thread alone. */
	private RunningBody top = this.bottom;

	/** Whether somebody has interrupted the thread, or is about to. */
	private volatile boolean disturbed;

	/** Whether the flag of the thread was raised here, and not before. */
	private boolean raised;

	private GuardedThread() {
	}

	/**
	 * The present thread.
	 * @return what it runs
	 */
	static GuardedThread current() {
		GuardedThread thread = present.get();
		return (thread != null) ? thread : register();
	}

	private static GuardedThread register() {
		GuardedThread thread = new GuardedThread();
		synchronized (all) {
			all.put(Thread.currentThread(), thread);
		}
		present.set(thread);
		return thread;
	}

	/**
	 * The leadership of the innermost body that the present thread runs.
	 * @return the leadership, {@code null} outside of a body
	 */
	static @Nullable HeldLeadership leadership() {
		GuardedThread thread = present.get();
		return (thread != null) ? thread.top.leadership() : null;
	}

	/**
	 * Interrupt all that runs in the name of a leadership and wants to be interrupted.
	 * @param ended the leadership, which lets nothing begin any more
	 */
	static void interruptAll(HeldLeadership ended) {
		threads().forEach((thread, guarded) -> guarded.interrupt(thread, ended));
	}

	/**
	 * Whether bodies run that a graceful end waits for.
	 * @param leadership in whose name
	 * @return {@code true} while there is one
	 */
	static boolean runsBody(HeldLeadership leadership) {
		return anyRuns((body) -> body.isAwaited(leadership));
	}

	/**
	 * Whether anything runs, bodies or handlers.
	 * @param leadership in whose name
	 * @return {@code true} while there is one
	 */
	static boolean runsAnything(HeldLeadership leadership) {
		return anyRuns((body) -> body.leadership() == leadership);
	}

	private static boolean anyRuns(Predicate<RunningBody> test) {
		return threads().values().stream().anyMatch((thread) -> thread.bottom.anyInside(test));
	}

	private static Map<Thread, GuardedThread> threads() {
		synchronized (all) {
			return new HashMap<>(all);
		}
	}

	RunningBody enter(HeldLeadership leadership, RunningBody.Kind kind) {
		RunningBody body = this.top.inside();
		body.begin(leadership, kind);
		this.top = body;
		return body;
	}

	void leave(RunningBody body) {
		HeldLeadership leadership = body.end();
		this.top = body.outside();
		if (this.disturbed) {
			calm(body);
		}
		if (leadership != null && leadership.isEnding()) {
			leadership.bodyLeft();
		}
	}

	private synchronized void interrupt(Thread thread, HeldLeadership ended) {
		boolean before = this.disturbed;
		this.disturbed = true;
		if (this.bottom.anyInside((body) -> body.interrupt(ended))) {
			this.raised |= !thread.isInterrupted();
			thread.interrupt();
		}
		else {
			this.disturbed = before;
		}
	}

	// waits for an interrupt that is on its way, and takes back one that came too late
	private synchronized void calm(RunningBody left) {
		boolean interrupted = left.takeInterrupted();
		boolean others = this.bottom.anyInside(RunningBody::isInterrupted);
		if (interrupted && !others) {
			if (this.raised) {
				Thread.interrupted();
			}
			this.raised = false;
		}
		this.disturbed = others;
	}

}
