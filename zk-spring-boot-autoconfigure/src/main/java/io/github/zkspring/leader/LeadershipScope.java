package io.github.zkspring.leader;

import org.jspecify.annotations.Nullable;

/**
 * The leadership of the body that a thread runs. The slot is emptied and not removed, so
 * that a guarded call allocates nothing.
 */
final class LeadershipScope {

	private static final ThreadLocal<@Nullable Leadership> current = new ThreadLocal<>();

	private LeadershipScope() {
	}

	static Leadership required() {
		Leadership leadership = current.get();
		if (leadership == null) {
			throw new IllegalStateException("Leadership.current() outside of the body of a @LeaderOnly method");
		}
		return leadership;
	}

	static @Nullable Leadership enter(@Nullable Leadership leadership) {
		Leadership outer = current.get();
		current.set(leadership);
		return outer;
	}

}
