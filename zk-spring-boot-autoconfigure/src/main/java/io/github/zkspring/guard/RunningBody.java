package io.github.zkspring.guard;

import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * One level of what a thread runs in the name of what is held. Bodies call guarded
 * methods themselves, so the levels form a chain, which stays when they have ended.
 */
public final class RunningBody {

	private final @Nullable RunningBody outside;

	private volatile @Nullable RunningBody inside;

	private volatile @Nullable Holding holding;

	/** Written before the holding, read behind it. */
	private Kind kind = Kind.HANDLER;

	/** Guarded by the thread. */
	private boolean interrupted;

	RunningBody(@Nullable RunningBody outside) {
		this.outside = outside;
	}

	/**
	 * The level inside of this one.
	 * @return the same one every time
	 */
	RunningBody inside() {
		RunningBody next = this.inside;
		if (next == null) {
			next = new RunningBody(this);
			this.inside = next;
		}
		return next;
	}

	RunningBody outside() {
		return (this.outside != null) ? this.outside : this;
	}

	@Nullable Holding holding() {
		return this.holding;
	}

	void begin(Holding name, Kind what) {
		this.kind = what;
		this.holding = name;
	}

	@Nullable Holding end() {
		Holding ended = this.holding;
		this.holding = null;
		return ended;
	}

	/**
	 * Note that this level is interrupted, if it runs for a holding.
	 * @param ended the holding
	 * @return whether it is to be interrupted, and was not yet
	 */
	boolean interrupt(Holding ended) {
		if (this.holding != ended || this.kind == Kind.UNINTERRUPTED_BODY || this.interrupted) {
			return false;
		}
		this.interrupted = true;
		if (this.kind == Kind.BODY) {
			ended.bodyInterrupted();
		}
		return true;
	}

	boolean isInterrupted() {
		return this.interrupted;
	}

	boolean takeInterrupted() {
		boolean was = this.interrupted;
		this.interrupted = false;
		return was;
	}

	boolean isAwaited(Holding name) {
		return this.holding == name && this.kind != Kind.HANDLER;
	}

	/**
	 * Look at this level and those around it.
	 * @param <T> the kind of holding
	 * @param type the kind of holding
	 * @param test what to look for
	 * @return the innermost that fits, or {@code null}
	 */
	<T extends Holding> @Nullable T innermost(Class<T> type, Predicate<T> test) {
		for (RunningBody body = this; body != null; body = body.outside) {
			Holding name = body.holding;
			if (type.isInstance(name) && test.test(type.cast(name))) {
				return type.cast(name);
			}
		}
		return null;
	}

	/**
	 * Look at all levels inside of this one.
	 * @param test what to look for; sees every level
	 * @return whether one of them passed
	 */
	boolean anyInside(Predicate<RunningBody> test) {
		boolean any = false;
		for (RunningBody next = this.inside; next != null; next = next.inside) {
			any |= test.test(next);
		}
		return any;
	}

	/**
	 * What runs.
	 */
	public enum Kind {

		/** A guarded body that is interrupted when the holding ends. */
		BODY,

		/** A guarded body that is not. */
		UNINTERRUPTED_BODY,

		/** A handler of the grant: interrupted, and not waited for. */
		HANDLER

	}

}
