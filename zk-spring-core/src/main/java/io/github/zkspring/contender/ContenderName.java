package io.github.zkspring.contender;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.UUID;

import io.github.zkspring.client.ZkPaths;

/**
 * Names of the znodes in a queue: the id of the contender, a UUID of each enrolment, a
 * mark, and the sequence number that the server appends.
 */
final class ContenderName {

	/** Stands between what the contender chose and what the server appends. */
	static final String MARK = "-c-";

	/** The mark of a shared contender, as long as the other one. */
	static final String SHARED_MARK = "-s-";

	private static final int UUID_LENGTH = 36;

	private ContenderName() {
	}

	/**
	 * The part of a new name that the contender chooses.
	 * @param id the id of the contender
	 * @param enrolment tells its enrolments apart
	 * @param shared whether it is a shared one
	 * @return the prefix
	 */
	static String prefix(String id, UUID enrolment, boolean shared) {
		return ZkPaths.segment(id) + "-" + enrolment + (shared ? SHARED_MARK : MARK);
	}

	/**
	 * Whether a contender is a shared one.
	 * @param name the name of its znode
	 * @return {@code true} for a shared one
	 */
	static boolean isShared(String name) {
		return name.startsWith(SHARED_MARK, Math.max(mark(name), 0));
	}

	/**
	 * The sequence number of a name.
	 * @param name the name of a child of the queue
	 * @return the number, empty when the name is not a contender's
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
	 * The id of a contender.
	 * @param name the name of its znode
	 * @return the id, as well as the name tells it
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
