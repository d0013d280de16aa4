package io.github.zkspring.contender;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

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
		OptionalLong number = ContenderName.sequence(name);
		if (number.isEmpty() || !children.contains(name)) {
			return null;
		}
		List<String> ahead = new ArrayList<>();
		for (String child : children) {
			if (!child.equals(name) && isAhead(child, number.getAsLong())) {
				ahead.add(child);
			}
		}
		return new QueuePosition(inOrder(ahead), admission);
	}

	private static boolean isAhead(String name, long number) {
		OptionalLong other = ContenderName.sequence(name);
		return other.isPresent() && other.getAsLong() < number;
	}

	/**
	 * Returns the contenders of a queue in queue order.
	 * @param children the names of the queue's children, in any order
	 * @return the names of the contenders
	 */
	static List<String> inOrder(Collection<String> children) {
		return children.isEmpty() ? List.of()
				: children.stream()
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
		return this.ahead.isEmpty() ? this
				: new QueuePosition(this.ahead.stream().filter(deleted.negate()).toList(), this.admission);
	}

	/**
	 * Returns the position after a contender ahead has left the queue whose own position
	 * was up to date: contenders that it did not have ahead of itself are gone as well.
	 * @param name the name of the contender that left
	 * @param last its last position
	 * @return the position
	 */
	QueuePosition afterDeparture(String name, QueuePosition last) {
		int index = this.ahead.indexOf(name);
		Set<String> known = Set.copyOf(last.ahead);
		return (index < 0) ? this
				: new QueuePosition(IntStream.range(0, this.ahead.size())
					.filter((other) -> other > index || known.contains(this.ahead.get(other)))
					.mapToObj(this.ahead::get)
					.toList(), this.admission);
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
	 * @return {@code true} when all contenders that it waits for are admitted
	 */
	boolean isAdmittedOrNext() {
		return isAdmitted() || this.admission.isNext(this.ahead);
	}

	/**
	 * Returns the contenders that the contender waits for.
	 * @return their names, empty when it is admitted
	 */
	List<String> blockers() {
		return this.admission.blockers(this.ahead);
	}

}
