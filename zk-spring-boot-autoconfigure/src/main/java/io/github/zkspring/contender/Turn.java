package io.github.zkspring.contender;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is, by the children of the queue alone. The queue is ordered by the
 * sequence number that the server appends; names without one belong to somebody else.
 *
 * @param position the place in the queue, 0 for the first, -1 for none
 * @param predecessor the name of the contender right before, if there is one
 */
record Turn(int position, @Nullable String predecessor) {

	/**
	 * Decide about one contender.
	 * @param children the names of the queue's children, in any order
	 * @param own the name of the contender's znode
	 * @return its turn
	 */
	static Turn of(Collection<String> children, String own) {
		List<String> queue = queue(children);
		int position = queue.indexOf(own);
		return new Turn(position, (position > 0) ? queue.get(position - 1) : null);
	}

	/**
	 * The contenders among the children, the first one first.
	 * @param children the names of the queue's children, in any order
	 * @return the names in their order
	 */
	static List<String> queue(Collection<String> children) {
		return children.stream()
			.filter((name) -> ContenderName.sequence(name).isPresent())
			.sorted(Comparator.comparingLong((name) -> ContenderName.sequence(name).orElseThrow()))
			.toList();
	}

}
