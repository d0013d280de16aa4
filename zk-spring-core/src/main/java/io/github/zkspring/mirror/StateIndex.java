package io.github.zkspring.mirror;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * States in the order of their paths, on sorted pages. A state costs little more than a
 * reference, where a node of a tree costs forty bytes, and states that come in order are
 * appended without a search. Guarded by the lock of the mirror.
 *
 * @param <T> the kind of state
 */
class StateIndex<T extends MirroredState<?>> {

	private static final int FULL = 256;

	private final List<List<T>> pages = new ArrayList<>();

	@Nullable T get(String path) {
		if (this.pages.isEmpty()) {
			return null;
		}
		List<T> page = this.pages.get(pageOf(path));
		int index = indexIn(page, path);
		return (index >= 0) ? page.get(index) : null;
	}

	/**
	 * Add a state in the place of another one of its path, if there is one.
	 * @param state the state
	 */
	void add(T state) {
		if (this.pages.isEmpty()) {
			this.pages.add(new ArrayList<>());
		}
		int number = pageOf(state.path());
		List<T> page = this.pages.get(number);
		int index = indexIn(page, state.path());
		if (index >= 0) {
			page.set(index, state);
			return;
		}
		page.add(-index - 1, state);
		if (page.size() > FULL) {
			boolean appended = number == this.pages.size() - 1 && -index == page.size();
			split(number, appended ? FULL : FULL / 2);
		}
	}

	private void split(int number, int cut) {
		List<T> page = this.pages.get(number);
		List<T> rest = page.subList(cut, page.size());
		this.pages.add(number + 1, new ArrayList<>(rest));
		rest.clear();
	}

	/**
	 * Remove a state, unless another one has its path.
	 * @param state the state
	 */
	void remove(MirroredState<?> state) {
		if (this.pages.isEmpty()) {
			return;
		}
		int number = pageOf(state.path());
		List<T> page = this.pages.get(number);
		int index = indexIn(page, state.path());
		if (index >= 0 && page.get(index) == state) {
			page.remove(index);
			if (page.isEmpty()) {
				this.pages.remove(number);
			}
		}
	}

	boolean isEmpty() {
		return this.pages.isEmpty();
	}

	List<T> all() {
		List<T> all = new ArrayList<>();
		this.pages.forEach(all::addAll);
		return all;
	}

	/**
	 * The states of a subtree.
	 * @param root its root
	 * @return a copy, parents before children
	 */
	List<T> within(String root) {
		if (root.equals("/")) {
			return all();
		}
		List<T> found = new ArrayList<>();
		T self = get(root);
		if (self != null) {
			found.add(self);
		}
		addBelow(root + "/", found);
		return found;
	}

	private void addBelow(String prefix, List<T> found) {
		int from = this.pages.isEmpty() ? 0 : pageOf(prefix);
		for (List<T> page : this.pages.subList(from, this.pages.size())) {
			int index = indexIn(page, prefix);
			for (T state : page.subList((index >= 0) ? index : -index - 1, page.size())) {
				if (!state.path().startsWith(prefix)) {
					return;
				}
				found.add(state);
			}
		}
	}

	// the last page that does not begin after the path, else the first
	private int pageOf(String path) {
		int low = 0;
		int high = this.pages.size() - 1;
		int middle = high;
		while (low < high) {
			if (this.pages.get(middle).get(0).path().compareTo(path) <= 0) {
				low = middle;
			}
			else {
				high = middle - 1;
			}
			middle = (low + high + 1) >>> 1;
		}
		return low;
	}

	// as binarySearch does it, but looks at the end first
	private int indexIn(List<T> page, String path) {
		int low = 0;
		int high = page.size() - 1;
		int middle = high;
		while (low <= high) {
			int compared = page.get(middle).path().compareTo(path);
			if (compared == 0) {
				return middle;
			}
			if (compared < 0) {
				low = middle + 1;
			}
			else {
				high = middle - 1;
			}
			middle = (low + high) >>> 1;
		}
		return -low - 1;
	}

}
