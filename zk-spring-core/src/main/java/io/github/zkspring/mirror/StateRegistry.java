package io.github.zkspring.mirror;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Holds the mirrored states by path. Guarded by the lock of the mirror.
 */
class StateRegistry {

	private final TreeMap<String, DataState> data = new TreeMap<>();

	private final TreeMap<String, ChildrenState> children = new TreeMap<>();

	@Nullable DataState data(String path) {
		return this.data.get(path);
	}

	@Nullable ChildrenState children(String path) {
		return this.children.get(path);
	}

	DataState data(String path, Function<String, DataState> factory) {
		return this.data.computeIfAbsent(path, factory);
	}

	ChildrenState children(String path, Function<String, ChildrenState> factory) {
		return this.children.computeIfAbsent(path, factory);
	}

	void remove(MirroredState<?> state) {
		this.data.remove(state.path(), state);
		this.children.remove(state.path(), state);
	}

	boolean isEmpty() {
		return this.data.isEmpty() && this.children.isEmpty();
	}

	/**
	 * Returns the states of data in a subtree.
	 * @param root the root of the subtree
	 * @return a copy, parents before children
	 */
	List<DataState> dataWithin(String root) {
		return new ArrayList<>(within(this.data, root));
	}

	/**
	 * Returns all states in a subtree.
	 * @param root the root of the subtree
	 * @return a copy, the states of data first, parents before children
	 */
	List<MirroredState<?>> within(String root) {
		List<MirroredState<?>> states = new ArrayList<>(within(this.data, root));
		states.addAll(within(this.children, root));
		return states;
	}

	private static <S> Collection<S> within(TreeMap<String, S> states, String root) {
		if (root.equals("/")) {
			return states.values();
		}
		// '0' is the character after '/'
		List<S> found = new ArrayList<>(states.subMap(root + "/", root + "0").values());
		S self = states.get(root);
		if (self != null) {
			found.add(0, self);
		}
		return found;
	}

}
