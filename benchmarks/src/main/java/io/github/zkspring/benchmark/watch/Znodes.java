package io.github.zkspring.benchmark.watch;

import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Numbered znodes under one root.
 *
 * @param root their parent
 * @param count how many
 */
record Znodes(String root, int count) {

	static final int PAYLOAD_BYTES = 64;

	private static final int DIGITS = 7;

	private static final int PAD = 10_000_000;

	String path(int index) {
		return this.root + "/n" + Integer.toString(PAD + index).substring(1);
	}

	/**
	 * Return new strings for the paths, so that the heap of a contender includes those it
	 * keeps.
	 * @return the paths
	 */
	Stream<String> paths() {
		return IntStream.range(0, this.count).mapToObj(this::path);
	}

	/**
	 * Returns the number of a path.
	 * @param path a path
	 * @return its number, or -1 when it is none of these
	 */
	int index(String path) {
		int first = this.root.length() + 2;
		if (path.length() != first + DIGITS) {
			return -1;
		}
		int index = 0;
		for (int i = first; i < path.length(); i++) {
			index = index * 10 + path.charAt(i) - '0';
		}
		return index;
	}

}
