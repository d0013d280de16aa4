package io.github.zkspring.mirror;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

/**
 * The data of children by name, as two parallel lists: the next state of ten thousand
 * children, of which one has changed, is the copy of an array.
 */
final class ChildrenData extends AbstractMap<String, ZnodeSnapshot> {

	private final Names names;

	private final @Nullable ZnodeSnapshot[] data;

	/**
	 * Where the next name is looked for first: who asks for all asks in their order. A
	 * race costs a search.
	 */
	private int next;

	/**
	 * Create a map.
	 * @param names the names
	 * @param data what was read of each, {@code null} for what could not be read
	 */
	ChildrenData(Names names, @Nullable ZnodeSnapshot[] data) {
		this.names = names;
		this.data = data;
	}

	@Override
	public @Nullable ZnodeSnapshot get(Object key) {
		if (!(key instanceof String name)) {
			return null;
		}
		int expected = this.next;
		int index = this.names.isAt(expected, name) ? expected : this.names.indexOf(name);
		this.next = index + 1;
		return (index >= 0) ? this.data[index] : null;
	}

	@Override
	public boolean containsKey(Object key) {
		return get(key) != null;
	}

	/**
	 * Whether other data of children is the same, name by name.
	 * @param other the other data
	 * @return {@code true} when there is no difference to deliver
	 */
	boolean isSameState(ChildrenData other) {
		return (this.names == other.names || this.names.equals(other.names)) && Arrays.equals(this.data, other.data,
				(mine, others) -> (mine == others || (mine != null && others != null && mine.isSameState(others))) ? 0
						: 1);
	}

	@Override
	public void forEach(BiConsumer<? super String, ? super ZnodeSnapshot> action) {
		for (int index = 0; index < this.data.length; index++) {
			ZnodeSnapshot child = this.data[index];
			if (child != null) {
				action.accept(this.names.get(index), child);
			}
		}
	}

	@Override
	public Set<Map.Entry<String, ZnodeSnapshot>> entrySet() {
		return new AbstractSet<>() {

			@Override
			public Iterator<Map.Entry<String, ZnodeSnapshot>> iterator() {
				return new Entries();
			}

			@Override
			public int size() {
				return (int) Arrays.stream(ChildrenData.this.data).filter(Objects::nonNull).count();
			}

		};
	}

	/**
	 * Goes through what was read.
	 */
	private final class Entries implements Iterator<Map.Entry<String, ZnodeSnapshot>> {

		private int index;

		@Override
		public boolean hasNext() {
			while (this.index < ChildrenData.this.data.length && ChildrenData.this.data[this.index] == null) {
				this.index++;
			}
			return this.index < ChildrenData.this.data.length;
		}

		@Override
		public Map.Entry<String, ZnodeSnapshot> next() {
			if (!hasNext()) {
				throw new NoSuchElementException();
			}
			ZnodeSnapshot child = Objects.requireNonNull(ChildrenData.this.data[this.index]);
			return Map.entry(ChildrenData.this.names.get(this.index++), child);
		}

	}

}
