package io.github.zkspring.mirror;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.zkspring.client.ZkPaths;
import org.jspecify.annotations.Nullable;

/**
 * How many znodes are watched by themselves, parent by parent: many of one parent are
 * watched together. Guarded by the lock of the mirror.
 */
class Siblings {

	/** As many watched siblings are watched together. */
	private static final int MANY = 16;

	/** As few are watched one by one again. */
	private static final int FEW = 8;

	private final Map<String, Group> groups = new HashMap<>();

	/** Where the last one was: the next one often is there, too. */
	private @Nullable Group latest;

	/**
	 * Count a subscription of a znode by itself.
	 * @param path the znode
	 * @param recursive takes over when there are many beside it
	 */
	void join(String path, RecursiveWatches recursive) {
		Group group = group(path);
		group.count++;
		if (group.count >= MANY) {
			recursive.share(group.parent.path());
		}
	}

	void leave(String path, RecursiveWatches recursive) {
		Group group = group(path);
		group.count--;
		if (group.count < FEW) {
			recursive.unshare(group.parent.path());
		}
		if (group.count <= 0) {
			this.groups.remove(group.parent.path());
			this.latest = null;
		}
	}

	private Group group(String path) {
		Group group = this.latest;
		if (group == null || !group.parent.isAbove(path)) {
			ParentPath parent = ParentPath.of(path);
			group = this.groups.computeIfAbsent(parent.path(), (key) -> new Group(parent));
			this.latest = group;
		}
		return group;
	}

	/**
	 * Look again for those that are many without a watch together.
	 * @param root where, and below
	 * @param recursive takes them over
	 */
	void shareMany(String root, RecursiveWatches recursive) {
		List<Group> many = this.groups.values()
			.stream()
			.filter((group) -> group.count >= MANY && ZkPaths.isWithin(group.parent.path(), root))
			.toList();
		many.forEach((group) -> recursive.share(group.parent.path()));
	}

	/**
	 * The subscriptions of the children of one parent.
	 */
	private static final class Group {

		private final ParentPath parent;

		private int count;

		private Group(ParentPath parent) {
			this.parent = parent;
		}

	}

}
