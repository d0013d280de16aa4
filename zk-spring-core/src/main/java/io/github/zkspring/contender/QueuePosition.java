package io.github.zkspring.contender;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * The position of a contender in its queue, computed from the names of the queue's
 * children. The sequence number that the server appends defines the order; children
 * without one are ignored.
 *
 * @param ahead the names of the contenders ahead, in queue order
 * @param admission decides how many of them may be admitted together with the contender
 */
record QueuePosition(List<String> ahead, AdmissionPolicy admission) {

	/**
	 * Computes the position of a contender.
	 * @param children the names of the queue's children, in any order
	 * @param name the name of the contender's znode
	 * @param admission the admission policy of the contender
	 * @return the position, {@code null} when the znode is not among the children
	 */
	static @Nullable QueuePosition of(Collection<String> children, String name, AdmissionPolicy admission) {
		List<String> queue = inOrder(children);
		int index = queue.indexOf(name);
		return (index < 0) ? null : new QueuePosition(List.copyOf(queue.subList(0, index)), admission);
	}

	/**
	 * Returns the contenders of a queue in queue order.
	 * @param children the names of the queue's children, in any order
	 * @return the names of the contenders
	 */
	static List<String> inOrder(Collection<String> children) {
		return children.stream()
			.filter((name) -> ContenderName.sequence(name).isPresent())
			.sorted(Comparator.comparingLong((name) -> ContenderName.sequence(name).orElseThrow()))
			.toList();
	}

	/**
	 * Returns the position without some of the contenders ahead.
	 * @param deleted selects contenders whose znode does not count
	 * @return the position
	 */
	QueuePosition without(Predicate<String> deleted) {
		return new QueuePosition(this.ahead.stream().filter(deleted.negate()).toList(), this.admission);
	}

	/**
	 * Returns the position after a contender ahead has left the queue whose own position
	 * was up to date: contenders that it did not have ahead of itself are gone as well.
	 * @param name the name of the contender that left
	 * @param last its last position
	 * @return the position
	 */
	QueuePosition afterDeparture(String name, QueuePosition last) {
		Set<String> gone = new HashSet<>(this.ahead.subList(0, this.ahead.indexOf(name) + 1));
		last.ahead.forEach(gone::remove);
		return without(gone::contains);
	}

	/**
	 * Tests whether the contender is admitted.
	 * @return {@code true} when it waits for no other contender
	 */
	boolean isAdmitted() {
		return this.admission.admits(this.ahead);
	}

	/**
	 * Tests whether the contender is admitted, or can be after a single deletion.
	 * @return {@code true} when it does not wait, or is the next to be admitted
	 */
	boolean isAdmittedOrNext() {
		return this.admission.admitsNext(this.ahead);
	}

	/**
	 * Returns the contenders that the contender waits for.
	 * @return their names, empty when it is admitted
	 */
	List<String> blockers() {
		return this.admission.blockers(this.ahead);
	}

}
