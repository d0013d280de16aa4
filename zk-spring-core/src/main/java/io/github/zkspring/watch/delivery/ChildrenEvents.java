package io.github.zkspring.watch.delivery;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;

import io.github.zkspring.client.CodecException;
import io.github.zkspring.codec.PayloadConverter;
import io.github.zkspring.mirror.ChildrenSnapshot;
import io.github.zkspring.mirror.ZnodeSnapshot;
import io.github.zkspring.watch.ChildrenEvent;
import org.jspecify.annotations.Nullable;

/**
 * Creates the events of children and of whole trees. Only changed payloads are decoded. A
 * payload that cannot be decoded keeps its last readable value; a znode without such a
 * value is omitted.
 */
final class ChildrenEvents implements EventFactory<ChildrenSnapshot, ChildrenEvent<Object>> {

	private final @Nullable PayloadConverter payloads;

	private final BiPredicate<ChildrenSnapshot, ChildrenSnapshot> same;

	private ChildrenEvents(@Nullable PayloadConverter payloads, BiPredicate<ChildrenSnapshot, ChildrenSnapshot> same) {
		this.payloads = payloads;
		this.same = same;
	}

	/**
	 * Creates a factory for the children of a znode. Without payloads and stat, states
	 * with equal names are the same.
	 * @param payloads decodes payloads, {@code null} if none are needed
	 * @param stat whether the target uses the stat of the parent
	 * @return the factory
	 */
	static ChildrenEvents ofChildren(@Nullable PayloadConverter payloads, boolean stat) {
		boolean namesOnly = payloads == null && !stat;
		return new ChildrenEvents(payloads, namesOnly ? ChildrenEvents::hasSameNames : ChildrenSnapshot::isSameState);
	}

	/**
	 * Creates a factory for a whole tree. Changes of znodes outside the filter do not
	 * cause an event, even if their parents are inside.
	 * @param payloads decodes payloads, {@code null} if none are needed
	 * @return the factory
	 */
	static ChildrenEvents ofTree(@Nullable PayloadConverter payloads) {
		return new ChildrenEvents(payloads, ChildrenSnapshot::isSameData);
	}

	private static boolean hasSameNames(ChildrenSnapshot state, ChildrenSnapshot other) {
		return state.names().equals(other.names());
	}

	@Override
	public boolean isSame(ChildrenSnapshot state, ChildrenSnapshot other) {
		return this.same.test(state, other);
	}

	@Override
	public ChildrenEvent<Object> create(PendingState.Change<ChildrenSnapshot> change,
			BiConsumer<ZnodeSnapshot, CodecException> unreadable) {
		ChildrenSnapshot state = change.state();
		Map<String, @Nullable Object> last = previousPayloads(change);
		Map<String, ZnodeSnapshot> previous = (change.previous() != null) ? change.previous().data() : Map.of();
		Map<String, @Nullable Object> next = new TreeMap<>();
		Set<String> updated = new TreeSet<>();
		for (String name : (this.payloads != null) ? state.data().keySet() : state.names()) {
			ZnodeSnapshot child = state.data().get(name);
			ZnodeSnapshot known = previous.get(name);
			if (child != null && (known == null || !child.isSameState(known)) && read(name, child, next, unreadable)) {
				updated.add(name);
			}
			else if (this.payloads == null || last.containsKey(name)) {
				next.put(name, last.get(name));
			}
		}
		updated.retainAll(last.keySet());
		return new ChildrenEvent<>(state.path(), Collections.unmodifiableMap(next), difference(next, last),
				difference(last, next), Collections.unmodifiableSet(updated), state.stat());
	}

	private boolean read(String name, ZnodeSnapshot child, Map<String, @Nullable Object> next,
			BiConsumer<ZnodeSnapshot, CodecException> unreadable) {
		byte[] data = child.data();
		try {
			next.put(name, (this.payloads != null && data != null) ? this.payloads.decode(child.path(), data) : null);
			return true;
		}
		catch (CodecException ex) {
			unreadable.accept(child, ex);
			return false;
		}
	}

	@SuppressWarnings("unchecked")
	private static Map<String, @Nullable Object> previousPayloads(PendingState.Change<ChildrenSnapshot> change) {
		Object payloads = change.previousPayload();
		return (payloads != null) ? (Map<String, @Nullable Object>) payloads : Map.of();
	}

	@Override
	public Object payload(ChildrenEvent<Object> event) {
		return event.children();
	}

	private static Set<String> difference(Map<String, ?> from, Map<String, ?> without) {
		Set<String> names = new TreeSet<>(from.keySet());
		names.removeAll(without.keySet());
		return Collections.unmodifiableSet(names);
	}

}
