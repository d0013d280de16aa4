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

	private static final int UUID_LENGTH = 36;

	private ContenderName() {
	}

	/**
	 * The part of a new name that the contender chooses.
	 * @param id the id of the contender
	 * @return the prefix, another one with every call
	 */
	static String prefix(String id) {
		return ZkPaths.segment(id) + "-" + UUID.randomUUID() + MARK;
	}

	/**
	 * The sequence number of a name.
	 * @param name the name of a child of the queue
	 * @return the number, empty when the name is not a contender's
	 */
	static OptionalLong sequence(String name) {
		int mark = name.lastIndexOf(MARK);
		try {
			return (mark < 0) ? OptionalLong.empty()
					: OptionalLong.of(Long.parseLong(name.substring(mark + MARK.length())));
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
		int end = name.lastIndexOf(MARK) - UUID_LENGTH - 1;
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

}
