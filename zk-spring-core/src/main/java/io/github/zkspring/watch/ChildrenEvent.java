package io.github.zkspring.watch;

import java.util.Map;
import java.util.Set;

import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link ZkChildrenWatch} method is called for: the children, and the difference
 * to those of the last call. What happened in between, if anything, is conflated.
 *
 * @param <T> the type of the payloads; {@link Void} when only names are watched
 * @param path the path of the parent
 * @param children the payloads by name, sorted by name; when only names are watched, the
 * names with {@code null}
 * @param added names that were not there at the last call
 * @param removed names that were there at the last call and are not any more
 * @param updated names whose data was written, or that were deleted and created anew,
 * since the last call; empty when only names are watched
 * @param stat the stat of the parent, {@code null} when it does not exist
 * @since 0.1.0
 */
public record ChildrenEvent<T>(String path, Map<String, @Nullable T> children, Set<String> added, Set<String> removed,
		Set<String> updated, @Nullable Stat stat) {

	/**
	 * Names the path and counts the children; keeps the payloads to itself.
	 */
	@Override
	public String toString() {
		return "ChildrenEvent[%s, %d children, +%d -%d ~%d]".formatted(this.path, this.children.size(),
				this.added.size(), this.removed.size(), this.updated.size());
	}

}
