package io.github.zkspring.client;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.apache.zookeeper.common.PathUtils;

import org.springframework.util.Assert;

/**
 * Checks and composes znode paths.
 *
 * @since 0.1.0
 */
public final class ZkPaths {

	private static final String SEPARATOR = "/";

	private ZkPaths() {
	}

	/**
	 * Checks that the given text is the absolute path of a znode.
	 * @param path the path to check
	 * @return the same path
	 * @throws IllegalArgumentException when it is not, saying why
	 */
	public static String validate(String path) {
		Assert.notNull(path, "'path' must not be null");
		try {
			PathUtils.validatePath(path);
			return path;
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("'%s' is no znode path: %s".formatted(printable(path), reason(path)));
		}
	}

	/**
	 * Joins a parent and the name of a child.
	 * @param parent the absolute path of the parent
	 * @param name the name of the child, one segment
	 * @return the absolute path of the child
	 * @throws IllegalArgumentException when the result is no path, or the name is more
	 * than one segment
	 */
	public static String child(String parent, String name) {
		Assert.isTrue(!name.isEmpty() && !name.contains(SEPARATOR),
				() -> "'%s' is not one path segment".formatted(printable(name)));
		return validate(join(parent, name));
	}

	/**
	 * Joins a parent and the name of a child that a server has returned.
	 * @param parent the absolute path of the parent
	 * @param name the name of the child
	 * @return the path of the child, not validated
	 */
	public static String join(String parent, String name) {
		return (parent.equals(SEPARATOR) ? "" : parent) + SEPARATOR + name;
	}

	/**
	 * Returns the parent of a path.
	 * @param path an absolute path
	 * @return its parent, {@code /} for the root itself
	 */
	public static String parent(String path) {
		int slash = path.lastIndexOf('/');
		return (slash <= 0) ? SEPARATOR : path.substring(0, slash);
	}

	/**
	 * Returns whether a path belongs to a subtree.
	 * @param path an absolute path
	 * @param root the root of the subtree
	 * @return {@code true} for the root and everything below
	 */
	public static boolean isWithin(String path, String root) {
		return root.equals(SEPARATOR) || path.equals(root) || path.startsWith(root + SEPARATOR);
	}

	/**
	 * Returns the last segment of a path.
	 * @param path an absolute path
	 * @return its name, empty for the root
	 */
	public static String name(String path) {
		return path.substring(path.lastIndexOf('/') + 1);
	}

	/**
	 * Escapes a text to exactly one segment: letters, digits and {@code - _ . ~ : @ =}
	 * stay, every other byte of its UTF-8 form becomes {@code %XX}. Different texts give
	 * different segments.
	 * @param text the text, not empty
	 * @return one path segment
	 * @throws IllegalArgumentException when the text is empty, or not Unicode
	 */
	public static String segment(String text) {
		Assert.hasLength(text, "an empty text is no path segment");
		if (text.equals(".") || text.equals("..")) {
			return text.replace(".", "%2E");
		}
		StringBuilder segment = new StringBuilder(text.length() + 8);
		for (byte octet : utf8(text)) {
			if (isPlain(octet)) {
				segment.append((char) octet);
			}
			else {
				segment.append('%').append("%02X".formatted(octet));
			}
		}
		return segment.toString();
	}

	private static byte[] utf8(String text) {
		try {
			ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
			return Arrays.copyOf(encoded.array(), encoded.limit());
		}
		catch (CharacterCodingException ex) {
			throw new IllegalArgumentException("a text with half a surrogate pair is no path segment", ex);
		}
	}

	private static boolean isPlain(int character) {
		return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z')
				|| (character >= '0' && character <= '9') || "-_.~:@=".indexOf(character) >= 0;
	}

	private static String reason(String path) {
		if (!path.startsWith(SEPARATOR)) {
			return "it must start with '/'";
		}
		if (path.contains("//")) {
			return "it has an empty segment ('//')";
		}
		if (path.endsWith(SEPARATOR)) {
			return "it must not end with '/'";
		}
		if ((path + SEPARATOR).contains("/./") || (path + SEPARATOR).contains("/../")) {
			return "'.' and '..' are not allowed as segments";
		}
		return "it has a character that ZooKeeper does not allow";
	}

	private static String printable(String text) {
		return text.replaceAll("\\p{Cntrl}", "?");
	}

}
