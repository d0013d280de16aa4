package io.github.zkspring.guard;

import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * What one thread runs in the name of what is held, kept from call to call so that a
 * guarded call allocates nothing. A thread that enters or leaves a body and another one
 * that ends a holding each write what they do before they read what the other does, so
 * that a body is either interrupted or does not begin, and a thread that has left its
 * body never is.
 */
public final class GuardedThread {

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
	public static GuardedThread current() {
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
	 * The innermost of what the present thread runs bodies in the name of.
	 * @param <T> the kind of holding
	 * @param type the kind of holding
	 * @param test what to look for
	 * @return the holding, {@code null} when no body fits
	 */
	public static <T extends Holding> @Nullable T innermost(Class<T> type, Predicate<T> test) {
		GuardedThread thread = present.get();
		return (thread != null) ? thread.top.innermost(type, test) : null;
	}

	/**
	 * Interrupt all that runs in the name of a holding and wants to be interrupted.
	 * @param ended the holding, which lets nothing begin any more
	 */
	public static void interruptAll(Holding ended) {
		threads().forEach((thread, guarded) -> guarded.interrupt(thread, ended));
	}

	/**
	 * Whether bodies run that a graceful end waits for.
	 * @param holding in whose name
	 * @return {@code true} while there is one
	 */
	public static boolean runsBody(Holding holding) {
		return anyRuns((body) -> body.isAwaited(holding));
	}

	/**
	 * Whether anything runs, bodies or handlers.
	 * @param holding in whose name
	 * @return {@code true} while there is one
	 */
	public static boolean runsAnything(Holding holding) {
		return anyRuns((body) -> body.holding() == holding);
	}

	private static boolean anyRuns(Predicate<RunningBody> test) {
		return threads().values().stream().anyMatch((thread) -> thread.bottom.anyInside(test));
	}

	private static Map<Thread, GuardedThread> threads() {
		synchronized (all) {
			return new HashMap<>(all);
		}
	}

	/**
	 * Begin a body. What ends the holding afterwards sees it.
	 * @param holding in whose name
	 * @param kind what begins
	 * @return what to leave
	 */
	public RunningBody enter(Holding holding, RunningBody.Kind kind) {
		RunningBody body = this.top.inside();
		body.begin(holding, kind);
		this.top = body;
		return body;
	}

	/**
	 * End the innermost body. An interrupt that came too late for it is taken back.
	 * @param body the body
	 */
	public void leave(RunningBody body) {
		Holding holding = body.end();
		this.top = body.outside();
		if (this.disturbed) {
			calm(body);
		}
		if (holding != null && holding.isEnding()) {
			holding.bodyLeft();
		}
	}

	private synchronized void interrupt(Thread thread, Holding ended) {
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
