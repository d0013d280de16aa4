package io.github.zkspring.watch;

import java.util.Map;

import io.github.zkspring.mirror.ChildrenSnapshot;
import io.github.zkspring.mirror.ZnodeSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Makes the events of a whole tree. What a znode outside of the filter becomes is no
 * reason for a call, even where its parent is inside.
 */
class TreeEvents extends ChildrenEvents {

	TreeEvents(WatchArguments.@Nullable Payload payload) {
		super(payload, true);
	}

	@Override
	public boolean isSame(ChildrenSnapshot snapshot, ChildrenSnapshot last) {
		Map<String, ZnodeSnapshot> known = last.data();
		return snapshot.data().size() == known.size() && snapshot.data().entrySet().stream().allMatch((entry) -> {
			ZnodeSnapshot before = known.get(entry.getKey());
			return before != null && entry.getValue().isSameState(before);
		});
	}

}
