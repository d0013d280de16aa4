package io.github.zkspring.contender;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.UUID;

import io.github.zkspring.client.ZkPaths;
import org.jspecify.annotations.Nullable;

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

	/** The end of the payload of an attempt that does not hold a grant yet. */
	private static final String ATTEMPT = " (attempt)";

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

	/**
	 * Returns the payload of a contender's znode.
	 * @param id the id of the contender
	 * @param attempt whether the contender will withdraw if it has to wait
	 * @return the payload
	 */
	static byte[] payload(String id, boolean attempt) {
		return (attempt ? id + ATTEMPT : id).getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * Tests whether a contender may withdraw instead of waiting.
	 * @param payload the payload of its znode
	 * @return {@code true} for an attempt that does not hold a grant yet
	 */
	static boolean isAttempt(byte @Nullable [] payload) {
		return payload != null && new String(payload, StandardCharsets.UTF_8).endsWith(ATTEMPT);
	}

	private static int mark(String name) {
		return Math.max(name.lastIndexOf(MARK), name.lastIndexOf(SHARED_MARK));
	}

}
