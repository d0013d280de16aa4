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
 * Whose turn it is, by the children of the queue alone. The queue is ordered by the
 * sequence number that the server appends; names without one belong to somebody else.
 *
 * @param ahead the names of those before the contender, the first one first
 * @param admission how many of them may have their turn beside it
 */
record Turn(List<String> ahead, Admission admission) {

	/**
	 * Decide about one contender.
	 * @param children the names of the queue's children, in any order
	 * @param own the name of the contender's znode
	 * @param admission its admission
	 * @return its turn, {@code null} when it is not there
	 */
	static @Nullable Turn of(Collection<String> children, String own, Admission admission) {
		OptionalLong number = ContenderName.sequence(own);
		if (number.isEmpty() || !children.contains(own)) {
			return null;
		}
		List<String> ahead = new ArrayList<>();
		for (String name : children) {
			if (!name.equals(own) && isBefore(name, number.getAsLong())) {
				ahead.add(name);
			}
		}
		return new Turn(queue(ahead), admission);
	}

	private static boolean isBefore(String name, long number) {
		OptionalLong other = ContenderName.sequence(name);
		return other.isPresent() && other.getAsLong() < number;
	}

	/**
	 * The contenders among the children, the first one first.
	 * @param children the names of the queue's children, in any order
	 * @return the names in their order
	 */
	static List<String> queue(Collection<String> children) {
		return children.isEmpty() ? List.of()
				: children.stream()
					.filter((name) -> ContenderName.sequence(name).isPresent())
					.sorted(Comparator.comparingLong((name) -> ContenderName.sequence(name).orElseThrow()))
					.toList();
	}

	/**
	 * The turn without some of those before.
	 * @param gone tells who is not there any more
	 * @return the turn
	 */
	Turn without(Predicate<String> gone) {
		return this.ahead.isEmpty() ? this
				: new Turn(this.ahead.stream().filter(gone.negate()).toList(), this.admission);
	}

	/**
	 * The turn when one of those before has left who was better informed about those
	 * before itself.
	 * @param name the name of the one that left
	 * @param left the last turn of that one
	 * @return the turn
	 */
	Turn after(String name, Turn left) {
		int place = this.ahead.indexOf(name);
		Set<String> before = Set.copyOf(left.ahead);
		return (place < 0) ? this
				: new Turn(IntStream.range(0, this.ahead.size())
					.filter((other) -> other > place || before.contains(this.ahead.get(other)))
					.mapToObj(this.ahead::get)
					.toList(), this.admission);
	}

	/**
	 * Whether it has come.
	 * @return {@code true} when nobody is left to wait for
	 */
	boolean hasCome() {
		return this.admission.admits(this.ahead);
	}

	/**
	 * Whether it has come, or will with the next departure.
	 * @return {@code true} when those before have their turn
	 */
	boolean isNear() {
		return hasCome() || this.admission.isNext(this.ahead);
	}

	/**
	 * Those the contender waits for.
	 * @return their names, none when its turn has come
	 */
	List<String> awaited() {
		return this.admission.awaited(this.ahead);
	}

}
