package io.github.zkspring.contender;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.UUID;

import io.github.zkspring.client.ZkPaths;

/**
 * Names of znodes in a queue: the id of the contender, a UUID, a mark, and the sequence
 * number that the server appends.
 */
final class ContenderName {

	/** Separates the prefix of the contender from the sequence number of the server. */
	static final String MARK = "-c-";

	/** The mark of a shared contender; has the same length. */
	static final String SHARED_MARK = "-s-";

	private static final int UUID_LENGTH = 36;

	private ContenderName() {
	}

	/**
	 * Returns the prefix of a new name, to which the server appends the sequence number.
	 * @param id the id of the contender
	 * @param uuid distinguishes the znodes that one contender creates in succession
	 * @param shared whether the contender is shared
	 * @return the prefix
	 */
	static String prefix(String id, UUID uuid, boolean shared) {
		return ZkPaths.segment(id) + "-" + uuid + (shared ? SHARED_MARK : MARK);
	}

	/**
	 * Tests whether a contender is shared.
	 * @param name the name of its znode
	 * @return {@code true} for a shared contender
	 */
	static boolean isShared(String name) {
		return name.startsWith(SHARED_MARK, Math.max(mark(name), 0));
	}

	/**
	 * Returns the sequence number of a name.
	 * @param name the name of a child of the queue
	 * @return the number, empty when the znode is not that of a contender
	 */
	static OptionalLong sequence(String name) {
		int mark = mark(name);
		try {
			return (mark < 0) ? OptionalLong.empty()
					: OptionalLong.of(Long.parseLong(name, mark + MARK.length(), name.length(), 10));
		}
		catch (NumberFormatException ex) {
			return OptionalLong.empty();
		}
	}

	/**
	 * Returns the id of a contender.
	 * @param name the name of its znode
	 * @return the id, or the name where it contains no id
	 */
	static String id(String name) {
		int end = mark(name) - UUID_LENGTH - 1;
		if (end <= 0) {
			return name;
		}
		try {
			return URLDecoder.decode(name.substring(0, end), StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			return name.substring(0, end);
		}
	}

	private static int mark(String name) {
		return Math.max(name.lastIndexOf(MARK), name.lastIndexOf(SHARED_MARK));
	}

}
