package io.github.zkspring.contender;

import java.util.List;

import org.springframework.util.Assert;

/**
 * Decides which contenders of a queue hold a grant at the same time. The contenders of
 * one queue either all have the same number of permits, or are a mixture of exclusive and
 * shared contenders, which differ in the names of their znodes.
 *
 * <p>
 * A contender waits for a small set of znodes ahead of it, its blockers. It cannot be
 * admitted before one of them is deleted, so no other znode needs a watch.
 */
public final class AdmissionPolicy {

	private static final AdmissionPolicy EXCLUSIVE = new AdmissionPolicy(false, 1);

	private static final AdmissionPolicy SHARED = new AdmissionPolicy(true, 1);

	private final boolean shared;

	private final int permits;

	private AdmissionPolicy(boolean shared, int permits) {
		this.shared = shared;
		this.permits = permits;
	}

	/**
	 * Admits the first contender of the queue alone.
	 * @return the policy
	 */
	public static AdmissionPolicy exclusive() {
		return EXCLUSIVE;
	}

	/**
	 * Admits every contender that has only shared contenders ahead of it.
	 * @return the policy
	 */
	public static AdmissionPolicy shared() {
		return SHARED;
	}

	/**
	 * Admits the first contenders of the queue, up to a number.
	 * @param permits the number of contenders admitted at the same time, at least one and
	 * the same for all contenders of a queue
	 * @return the policy
	 */
	public static AdmissionPolicy permits(int permits) {
		Assert.isTrue(permits > 0, "There must be at least one permit");
		return new AdmissionPolicy(false, permits);
	}

	/**
	 * Returns the policy of some contender in a queue.
	 * @param name the name of its znode
	 * @param policy the policy of another contender in the same queue
	 * @return the policy of the contender
	 */
	static AdmissionPolicy of(String name, AdmissionPolicy policy) {
		if (ContenderName.isShared(name)) {
			return SHARED;
		}
		return policy.shared ? EXCLUSIVE : policy;
	}

	boolean isShared() {
		return this.shared;
	}

	/**
	 * Tests whether a contender is admitted.
	 * @param ahead the names of the contenders ahead of it, in queue order
	 * @return {@code true} when it does not have to wait
	 */
	boolean admits(List<String> ahead) {
		return conflicting(ahead).size() < this.permits;
	}

	/**
	 * Tests whether a contender is admitted, or can be after a single deletion.
	 * @param ahead the names of the contenders ahead of it, in queue order
	 * @return {@code true} when it does not wait, or is the next to be admitted
	 */
	boolean admitsNext(List<String> ahead) {
		return conflicting(ahead).size() <= this.permits;
	}

	/**
	 * Returns the contenders that a contender waits for. With n permits these are the n
	 * contenders directly ahead of it: it is admitted when fewer than n are left, so not
	 * before one of these n is deleted. While they exist the deletion of any other
	 * contender makes no difference.
	 * @param ahead the names of the contenders ahead of it, in queue order
	 * @return their names, empty when it is admitted
	 */
	List<String> blockers(List<String> ahead) {
		List<String> conflicting = conflicting(ahead);
		int first = conflicting.size() - this.permits;
		return (first < 0) ? List.of() : List.copyOf(conflicting.subList(first, conflicting.size()));
	}

	private List<String> conflicting(List<String> ahead) {
		return this.shared ? ahead.stream().filter((name) -> !ContenderName.isShared(name)).toList() : ahead;
	}

}
