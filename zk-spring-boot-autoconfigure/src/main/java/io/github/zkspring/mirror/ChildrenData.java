package io.github.zkspring.mirror;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

/**
 * The data of children by name, as two parallel lists: the next state of ten thousand
 * children, of which one has changed, is the copy of an array.
 */
final class ChildrenData extends AbstractMap<String, ZnodeSnapshot> {

	private final List<String> names;

	private final @Nullable ZnodeSnapshot[] data;

	/**
	 * Create a map.
	 * @param names the names, sorted
	 * @param data what was read of each, {@code null} for what could not be read
	 */
	ChildrenData(List<String> names, @Nullable ZnodeSnapshot[] data) {
		this.names = names;
		this.data = data;
	}

	@Override
	public @Nullable ZnodeSnapshot get(Object key) {
		int index = (key instanceof String name) ? Collections.binarySearch(this.names, name) : -1;
		return (index >= 0) ? this.data[index] : null;
	}

	@Override
	public boolean containsKey(Object key) {
		return get(key) != null;
	}

	@Override
	public Set<Map.Entry<String, ZnodeSnapshot>> entrySet() {
		return new AbstractSet<>() {

			@Override
			public Iterator<Map.Entry<String, ZnodeSnapshot>> iterator() {
				return IntStream.range(0, ChildrenData.this.data.length)
					.filter((index) -> ChildrenData.this.data[index] != null)
					.mapToObj((index) -> Map.entry(ChildrenData.this.names.get(index),
							Objects.requireNonNull(ChildrenData.this.data[index])))
					.iterator();
			}

			@Override
			public int size() {
				return (int) IntStream.range(0, ChildrenData.this.data.length)
					.filter((index) -> ChildrenData.this.data[index] != null)
					.count();
			}

		};
	}

}
