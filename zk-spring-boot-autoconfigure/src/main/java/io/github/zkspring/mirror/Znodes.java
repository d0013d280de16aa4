package io.github.zkspring.mirror;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;

import io.github.zkspring.client.ZkPaths;
import org.jspecify.annotations.Nullable;

/**
 * The states that are wanted, by their paths. Guarded by the lock of the mirror.
 */
class Znodes {

	/** As many watched siblings are watched together. */
	private static final int MANY = 16;

	/** As few are watched one by one again. */
	private static final int FEW = 8;

	private final NavigableMap<String, DataState> data = new TreeMap<>();

	private final NavigableMap<String, ChildrenState> children = new TreeMap<>();

	private final Map<String, Integer> siblings = new HashMap<>();

	@Nullable DataState data(String path) {
		return this.data.get(path);
	}

	@Nullable ChildrenState children(String path) {
		return this.children.get(path);
	}

	void add(DataState state) {
		this.data.put(state.path(), state);
	}

	void add(ChildrenState state) {
		this.children.put(state.path(), state);
	}

	void remove(MirroredState<?> state) {
		this.data.remove(state.path(), state);
		this.children.remove(state.path(), state);
	}

	/**
	 * Count a subscription of a znode by itself.
	 * @param path the znode
	 * @param recursive takes over when there are many beside it
	 */
	void joinSiblings(String path, RecursiveWatches recursive) {
		String parent = ZkPaths.parent(path);
		int count = this.siblings.merge(parent, 1, Integer::sum);
		if (count >= MANY) {
			recursive.share(parent);
		}
	}

	void leaveSiblings(String path, RecursiveWatches recursive) {
		String parent = ZkPaths.parent(path);
		Integer left = this.siblings.computeIfPresent(parent, (key, count) -> (count > 1) ? count - 1 : null);
		if (left == null || left < FEW) {
			recursive.unshare(parent);
		}
	}

	/**
	 * Look again for those that are many without a watch together.
	 * @param root where, and below
	 * @param recursive takes them over
	 */
	void shareMany(String root, RecursiveWatches recursive) {
		List<String> many = this.siblings.entrySet()
			.stream()
			.filter((entry) -> entry.getValue() >= MANY && isBelow(entry.getKey(), root))
			.map(Map.Entry::getKey)
			.toList();
		many.forEach(recursive::share);
	}

	private static boolean isBelow(String path, String root) {
		return root.equals("/") || path.equals(root) || path.startsWith(root + "/");
	}

	boolean isEmpty() {
		return this.data.isEmpty() && this.children.isEmpty();
	}

	void forEach(Consumer<MirroredState<?>> action) {
		List.copyOf(this.data.values()).forEach(action);
		List.copyOf(this.children.values()).forEach(action);
	}

	/**
	 * Visit a subtree, parents first.
	 * @param root its root
	 * @param action what to do with the states
	 */
	void forEachIn(String root, Consumer<MirroredState<?>> action) {
		within(this.data, root).forEach(action);
		within(this.children, root).forEach(action);
	}

	/**
	 * The znodes of a subtree.
	 * @param root its root
	 * @return their states, parents before children
	 */
	List<DataState> dataIn(String root) {
		return within(this.data, root);
	}

	// '0' follows '/'
	private static <T> List<T> within(NavigableMap<String, T> states, String root) {
		if (root.equals("/")) {
			return List.copyOf(states.values());
		}
		Collection<T> below = states.subMap(root + "/", true, root + "0", false).values();
		T self = states.get(root);
		if (self == null) {
			return List.copyOf(below);
		}
		List<T> all = new ArrayList<>(below.size() + 1);
		all.add(self);
		all.addAll(below);
		return all;
	}

}
