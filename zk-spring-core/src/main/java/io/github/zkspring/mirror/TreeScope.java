package io.github.zkspring.mirror;

import java.util.function.Predicate;

/**
 * Selects the znodes of a subtree.
 *
 * @param depth the number of levels below the root, {@link Integer#MAX_VALUE} for all, 0
 * for the root alone
 * @param filter accepts the path of a znode as the application names it; a znode that it
 * rejects is left out together with everything below it. Not called for the root. Called
 * under a lock: must be quick and must not throw
 */
public record TreeScope(int depth, Predicate<String> filter) {

	/**
	 * Selects the whole subtree.
	 * @return the scope
	 */
	public static TreeScope all() {
		return new TreeScope(Integer.MAX_VALUE, (path) -> true);
	}

	/**
	 * Returns whether a path belongs to the subtree.
	 * @param root the root of the subtree
	 * @param path the path
	 * @return {@code true} for the root and what the scope selects below it
	 */
	boolean includes(String root, String path) {
		if (path.equals(root)) {
			return true;
		}
		int start = root.equals("/") ? 1 : root.length() + 1;
		if (!path.startsWith(root) || path.charAt(start - 1) != '/') {
			return false;
		}
		int level = 1;
		for (int slash = path.indexOf('/', start); slash >= 0; slash = path.indexOf('/', slash + 1)) {
			level++;
			if (level > this.depth || !this.filter.test(path.substring(0, slash))) {
				return false;
			}
		}
		return level <= this.depth && this.filter.test(path);
	}

	/**
	 * Returns whether the children of a path may belong to the subtree.
	 * @param root the root of the subtree
	 * @param included a path that belongs to it
	 * @return {@code true} unless the path is at the lowest level
	 */
	boolean includesChildren(String root, String included) {
		return this.depth == Integer.MAX_VALUE || level(root, included) < this.depth;
	}

	private static long level(String root, String included) {
		if (included.equals(root)) {
			return 0;
		}
		int rootLength = root.equals("/") ? 0 : root.length();
		return included.substring(rootLength).chars().filter((character) -> character == '/').count();
	}

}
