package io.github.zkspring.mirror;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Collection;
import java.util.RandomAccess;

/**
 * Many names, sorted, in one text: each costs its letters and four bytes, and becomes a
 * string of its own when it is asked for.
 */
final class Names extends AbstractList<String> implements RandomAccess {

	private final String text;

	private final int[] ends;

	private Names(String text, int[] ends) {
		this.text = text;
		this.ends = ends;
	}

	static Names sorted(Collection<String> names) {
		if (names instanceof Names known) {
			return known;
		}
		String[] sorted = names.toArray(String[]::new);
		Arrays.sort(sorted);
		int[] ends = new int[sorted.length];
		StringBuilder text = new StringBuilder();
		for (int index = 0; index < sorted.length; index++) {
			ends[index] = text.append(sorted[index]).length();
		}
		return new Names(text.toString(), ends);
	}

	@Override
	public String get(int index) {
		return this.text.substring(begin(index), this.ends[index]);
	}

	private int begin(int index) {
		return (index > 0) ? this.ends[index - 1] : 0;
	}

	@Override
	public int size() {
		return this.ends.length;
	}

	@Override
	public int indexOf(Object sought) {
		int low = 0;
		int high = (sought instanceof String) ? this.ends.length - 1 : -1;
		while (low <= high) {
			int middle = (low + high) >>> 1;
			int compared = compare(middle, (String) sought);
			if (compared == 0) {
				return middle;
			}
			if (compared < 0) {
				low = middle + 1;
			}
			else {
				high = middle - 1;
			}
		}
		return -1;
	}

	@Override
	public boolean contains(Object sought) {
		return indexOf(sought) >= 0;
	}

	/**
	 * Whether a name stands at a place.
	 * @param index the place, which may be too high
	 * @param name the name
	 * @return {@code true} when it does
	 */
	boolean isAt(int index, String name) {
		return index < this.ends.length && compare(index, name) == 0;
	}

	private int compare(int index, String name) {
		int begin = begin(index);
		int length = this.ends[index] - begin;
		int common = Math.min(length, name.length());
		for (int letter = 0; letter < common; letter++) {
			int difference = this.text.charAt(begin + letter) - name.charAt(letter);
			if (difference != 0) {
				return difference;
			}
		}
		return length - name.length();
	}

	@Override
	public boolean equals(Object other) {
		return (other instanceof Names names) ? this.text.equals(names.text) && Arrays.equals(this.ends, names.ends)
				: super.equals(other);
	}

	@Override
	public int hashCode() {
		return super.hashCode();
	}

}
