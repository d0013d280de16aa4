package io.github.zkspring.watch;

import java.util.Map;
import java.util.Set;

import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * Describes the children of a znode or a whole tree, and the difference to the last call.
 * Changes in between are conflated.
 *
 * @param <T> the type of the payloads; {@link Void} if only names are watched
 * @param path the path of the parent
 * @param children the payloads by name, sorted by name; if only names are watched, the
 * names with {@code null}
 * @param added names that did not exist at the last call
 * @param removed names that existed at the last call and do not exist now
 * @param updated names whose data was written, or that were deleted and created again,
 * since the last call; empty if only names are watched
 * @param stat the stat of the parent, {@code null} if it does not exist
 * @since 0.1.0
 */
public record ChildrenEvent<T>(String path, Map<String, @Nullable T> children, Set<String> added, Set<String> removed,
		Set<String> updated, @Nullable Stat stat) {

	/**
	 * Returns the path and the number of children, without the payloads.
	 */
	@Override
	public String toString() {
		return "ChildrenEvent[%s, %d children, +%d -%d ~%d]".formatted(this.path, this.children.size(),
				this.added.size(), this.removed.size(), this.updated.size());
	}

}
