package io.github.zkspring.leader;

import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * One level of what a thread runs in the name of leaderships. Bodies call guarded methods
 * themselves, so the levels form a chain, which stays when they have ended.
 */
final class RunningBody {

	private final @Nullable RunningBody outside;

	private volatile @Nullable RunningBody inside;

	private volatile @Nullable HeldLeadership leadership;

	/** Written before the leadership, read behind it. */
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

	@Nullable HeldLeadership leadership() {
		return this.leadership;
	}

	void begin(HeldLeadership name, Kind what) {
		this.kind = what;
		this.leadership = name;
	}

	@Nullable HeldLeadership end() {
		HeldLeadership ended = this.leadership;
		this.leadership = null;
		return ended;
	}

	/**
	 * Note that this level is interrupted, if it runs for a leadership.
	 * @param ended the leadership
	 * @return whether it is to be interrupted, and was not yet
	 */
	boolean interrupt(HeldLeadership ended) {
		if (this.leadership != ended || this.kind == Kind.UNINTERRUPTED_BODY || this.interrupted) {
			return false;
		}
		this.interrupted = true;
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

	boolean isAwaited(HeldLeadership name) {
		return this.leadership == name && this.kind != Kind.HANDLER;
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
	enum Kind {

		/** A guarded body that is interrupted when the leadership ends. */
		BODY,

		/** A guarded body that is not. */
		UNINTERRUPTED_BODY,

		/** A handler of the grant: interrupted, and not waited for. */
		HANDLER

	}

}
