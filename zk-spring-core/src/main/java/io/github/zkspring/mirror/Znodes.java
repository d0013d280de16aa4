package io.github.zkspring.mirror;

import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * The states that are wanted, by their paths. Guarded by the lock of the mirror.
 */
class Znodes {

	private final StateIndex<DataState> data = new StateIndex<>();

	private final StateIndex<ChildrenState> children = new StateIndex<>();

	private final Siblings siblings = new Siblings();

	@Nullable DataState data(String path) {
		return this.data.get(path);
	}

	@Nullable ChildrenState children(String path) {
		return this.children.get(path);
	}

	Siblings siblings() {
		return this.siblings;
	}

	void add(DataState state) {
		this.data.add(state);
	}

	void add(ChildrenState state) {
		this.children.add(state);
	}

	void remove(MirroredState<?> state) {
		this.data.remove(state);
		this.children.remove(state);
	}

	boolean isEmpty() {
		return this.data.isEmpty() && this.children.isEmpty();
	}

	void forEach(Consumer<MirroredState<?>> action) {
		this.data.all().forEach(action);
		this.children.all().forEach(action);
	}

	/**
	 * Visit a subtree, parents first.
	 * @param root its root
	 * @param action what to do with the states
	 */
	void forEachIn(String root, Consumer<MirroredState<?>> action) {
		this.data.within(root).forEach(action);
		this.children.within(root).forEach(action);
	}

	/**
	 * The znodes of a subtree.
	 * @param root its root
	 * @return their states, parents before children
	 */
	List<DataState> dataIn(String root) {
		return this.data.within(root);
	}

}
