package io.github.zkspring.watch;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import io.github.zkspring.client.CodecException;
import io.github.zkspring.mirror.ChildrenSnapshot;
import io.github.zkspring.mirror.ZnodeSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Makes the events of many znodes at once, by name. Only payloads that changed are read
 * anew; one that cannot be read keeps its last good value, or is left out until it has
 * one. A method that sees names and nothing else is not called when the names are the
 * same, whatever became of the parent.
 */
class ChildrenEvents implements EventFactory<ChildrenSnapshot, ChildrenEvent<Object>> {

	private final WatchArguments.@Nullable Payload payload;

	private final boolean namesOnly;

	/**
	 * Create a factory.
	 * @param payload how to read payloads, {@code null} when none is wanted
	 * @param stat whether the stat of the parent is wanted
	 */
	ChildrenEvents(WatchArguments.@Nullable Payload payload, boolean stat) {
		this.payload = payload;
		this.namesOnly = payload == null && !stat;
	}

	@Override
	public ChildrenEvent<Object> create(ChildrenSnapshot snapshot, Before<ChildrenSnapshot> before,
			Unreadable unreadable) {
		Map<String, @Nullable Object> last = memory(before);
		Map<String, ZnodeSnapshot> data = (before.snapshot() != null) ? before.snapshot().data() : Map.of();
		Map<String, @Nullable Object> next = new TreeMap<>();
		Set<String> updated = new TreeSet<>();
		for (String name : (this.payload != null) ? snapshot.data().keySet() : snapshot.names()) {
			ZnodeSnapshot child = snapshot.data().get(name);
			ZnodeSnapshot known = data.get(name);
			if (child == null || (known != null && child.isSameState(known))) {
				keep(name, last, next);
			}
			else if (read(name, child, next, unreadable)) {
				updated.add(name);
			}
			else if (last.containsKey(name)) {
				next.put(name, last.get(name));
			}
		}
		updated.retainAll(last.keySet());
		return new ChildrenEvent<>(snapshot.path(), Collections.unmodifiableMap(next), difference(next, last),
				difference(last, next), Collections.unmodifiableSet(updated), snapshot.stat());
	}

	private void keep(String name, Map<String, @Nullable Object> last, Map<String, @Nullable Object> next) {
		if (this.payload == null || last.containsKey(name)) {
			next.put(name, last.get(name));
		}
	}

	private boolean read(String name, ZnodeSnapshot child, Map<String, @Nullable Object> next, Unreadable unreadable) {
		byte[] data = child.data();
		if (this.payload == null || data == null) {
			next.put(name, null);
			return true;
		}
		try {
			next.put(name, this.payload.decode(data));
			return true;
		}
		catch (CodecException ex) {
			unreadable.report(child, ex);
			return false;
		}
	}

	@SuppressWarnings("unchecked")
	private static Map<String, @Nullable Object> memory(Before<ChildrenSnapshot> before) {
		return (before.memory() != null) ? (Map<String, @Nullable Object>) before.memory() : Map.of();
	}

	@Override
	public Object memory(ChildrenEvent<Object> event) {
		return event.children();
	}

	@Override
	public boolean isSame(ChildrenSnapshot snapshot, ChildrenSnapshot last) {
		return this.namesOnly ? snapshot.names().equals(last.names()) : snapshot.isSameState(last);
	}

	private static Set<String> difference(Map<String, ?> from, Map<String, ?> without) {
		Set<String> names = new TreeSet<>(from.keySet());
		names.removeAll(without.keySet());
		return Collections.unmodifiableSet(names);
	}

}
