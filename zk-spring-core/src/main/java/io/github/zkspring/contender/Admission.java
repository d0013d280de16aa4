package io.github.zkspring.contender;

import java.util.List;

import org.springframework.util.Assert;

/**
 * Who may have its turn at the same time. Contenders of one queue have either all the
 * same number of permits, or are exclusive and shared ones, which are told apart by the
 * names of their znodes.
 *
 * <p>
 * A contender waits for as few others as it can: while one of those is there its turn
 * cannot come, and its turn cannot come without one of them leaving.
 */
public final class Admission {

	private static final Admission EXCLUSIVE = new Admission(false, 1);

	private static final Admission SHARED = new Admission(true, 1);

	private final boolean shared;

	private final int permits;

	private Admission(boolean shared, int permits) {
		this.shared = shared;
		this.permits = permits;
	}

	/**
	 * Alone: it is the turn of the first of the queue.
	 * @return the admission
	 */
	public static Admission exclusive() {
		return EXCLUSIVE;
	}

	/**
	 * Beside other shared ones: it is the turn of those with no exclusive one before
	 * them.
	 * @return the admission
	 */
	public static Admission shared() {
		return SHARED;
	}

	/**
	 * A number of contenders at once: it is the turn of the first ones of the queue.
	 * @param permits how many, at least one; the same for all contenders of a queue
	 * @return the admission
	 */
	public static Admission permits(int permits) {
		Assert.isTrue(permits > 0, "There must be at least one permit");
		return new Admission(false, permits);
	}

	/**
	 * The admission of some contender.
	 * @param name the name of its znode
	 * @param admission that of another one in its queue
	 * @return its admission
	 */
	static Admission of(String name, Admission admission) {
		if (ContenderName.isShared(name)) {
			return SHARED;
		}
		return admission.shared ? EXCLUSIVE : admission;
	}

	boolean isShared() {
		return this.shared;
	}

	/**
	 * Whether it is a contender's turn.
	 * @param ahead the names of those before it, the first one first
	 * @return {@code true} when nobody is left to wait for
	 */
	boolean admits(List<String> ahead) {
		return this.shared ? ahead.stream().allMatch(ContenderName::isShared) : ahead.size() < this.permits;
	}

	/**
	 * Those a contender waits for. With n permits these are the n right before it: its
	 * turn has come when fewer than n are left, so not before one of any n has gone; and
	 * while the n right before it stay, it does not matter who else leaves.
	 * @param ahead the names of those before it, the first one first
	 * @return their names, none when it is its turn
	 */
	List<String> awaited(List<String> ahead) {
		if (admits(ahead)) {
			return List.of();
		}
		int end = lastAwaited(ahead) + 1;
		return List.copyOf(ahead.subList(end - this.permits, end));
	}

	/**
	 * Whether a contender that waits comes next: those it waits for have their turn.
	 * @param ahead the names of those before it, the first one first
	 * @return {@code true} when one departure can bring its turn
	 */
	boolean isNext(List<String> ahead) {
		int last = lastAwaited(ahead);
		return of(ahead.get(last), this).admits(ahead.subList(0, last));
	}

	private int lastAwaited(List<String> ahead) {
		int last = ahead.size() - 1;
		while (this.shared && ContenderName.isShared(ahead.get(last))) {
			last--;
		}
		return last;
	}

}
