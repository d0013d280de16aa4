package io.github.zkspring.watch;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;

import io.github.zkspring.client.CodecException;
import io.github.zkspring.mirror.ChildrenSnapshot;
import io.github.zkspring.mirror.ZnodeSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Makes the events of a {@link ZkChildrenWatch}. Only payloads that changed are read
 * anew; a child that cannot be read keeps its last good value, or is left out until it
 * has one. A method that sees names and nothing else is not called when the names are the
 * same, whatever became of the parent.
 */
class ChildrenEvents implements EventFactory<ChildrenSnapshot, ChildrenEvent<Object>> {

	private final WatchArguments.@Nullable Payload payload;

	private final boolean namesOnly;

	private final BiConsumer<ZnodeSnapshot, CodecException> unreadable;

	private Map<String, ZnodeSnapshot> data = Map.of();

	private Map<String, @Nullable Object> last = Map.of();

	ChildrenEvents(WatchArguments<?> arguments, BiConsumer<ZnodeSnapshot, CodecException> unreadable) {
		this.payload = arguments.payload();
		this.namesOnly = arguments.payload() == null && !arguments.stat();
		this.unreadable = unreadable;
	}

	@Override
	public ChildrenEvent<Object> create(ChildrenSnapshot snapshot) {
		Map<String, @Nullable Object> next = new TreeMap<>();
		Set<String> updated = new TreeSet<>();
		if (this.payload == null) {
			snapshot.names().forEach((name) -> next.put(name, null));
		}
		else {
			WatchArguments.Payload payload = this.payload;
			snapshot.data().forEach((name, child) -> read(name, child, payload, next, updated));
		}
		ChildrenEvent<Object> event = new ChildrenEvent<>(snapshot.path(), Collections.unmodifiableMap(next),
				difference(next, this.last), difference(this.last, next), Collections.unmodifiableSet(updated),
				snapshot.stat());
		this.data = snapshot.data();
		this.last = next;
		return event;
	}

	@Override
	public boolean isSame(ChildrenSnapshot snapshot, ChildrenSnapshot last) {
		return this.namesOnly ? snapshot.names().equals(last.names()) : snapshot.isSameState(last);
	}

	private void read(String name, ZnodeSnapshot child, WatchArguments.Payload payload,
			Map<String, @Nullable Object> next, Set<String> updated) {
		ZnodeSnapshot known = this.data.get(name);
		boolean changed = known == null || !child.isSameState(known);
		if (changed && child.data() != null) {
			try {
				next.put(name, payload.decode(child.data()));
				if (this.last.containsKey(name)) {
					updated.add(name);
				}
				return;
			}
			catch (CodecException ex) {
				this.unreadable.accept(child, ex);
			}
		}
		if (this.last.containsKey(name)) {
			next.put(name, this.last.get(name));
		}
	}

	private static Set<String> difference(Map<String, ?> from, Map<String, ?> without) {
		Set<String> names = new TreeSet<>(from.keySet());
		names.removeAll(without.keySet());
		return Collections.unmodifiableSet(names);
	}

}
