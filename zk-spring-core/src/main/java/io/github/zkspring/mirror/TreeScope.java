package io.github.zkspring.mirror;

import java.util.List;
import java.util.function.Predicate;

import io.github.zkspring.client.ZkPaths;

import org.springframework.util.AntPathMatcher;
import org.springframework.util.StringUtils;

/**
 * Selects the znodes of a subtree. Subtrees that no pattern can match are not read.
 *
 * @param root the root of the subtree
 * @param depth the number of levels below the root, {@link Integer#MAX_VALUE} for all, 0
 * for the root alone
 * @param patterns Ant-style patterns relative to the root, empty for all znodes
 */
public record TreeScope(String root, int depth, List<String> patterns) {

	private static final AntPathMatcher MATCHER = new AntPathMatcher();

	/**
	 * Selects the whole subtree.
	 * @param root the root of the subtree
	 * @return the scope
	 */
	public static TreeScope all(String root) {
		return new TreeScope(root, Integer.MAX_VALUE, List.of());
	}

	/**
	 * Returns whether a znode matches the patterns.
	 * @param path the path of a znode of the subtree
	 * @return {@code false} for a znode that is read only because of its descendants
	 */
	public boolean matches(String path) {
		String relative = relative(path);
		return anyPattern((pattern) -> MATCHER.match(pattern, relative));
	}

	/**
	 * Returns whether a znode is read.
	 * @param path the path of the znode
	 * @return {@code true} for the root, and for znodes that match or whose descendants
	 * can match
	 */
	boolean includes(String path) {
		if (path.equals(this.root)) {
			return true;
		}
		if (!ZkPaths.isWithin(path, this.root) || level(path) > this.depth) {
			return false;
		}
		String relative = relative(path);
		return anyPattern((pattern) -> MATCHER.matchStart(pattern, relative));
	}

	/**
	 * Returns whether the children of a znode may be in scope.
	 * @param included the path of a znode that is read
	 * @return {@code true} unless the znode is at the lowest level
	 */
	boolean includesChildren(String included) {
		return level(included) < this.depth;
	}

	private boolean anyPattern(Predicate<String> matches) {
		return this.patterns.isEmpty() || this.patterns.stream().anyMatch(matches);
	}

	private int level(String path) {
		String relative = relative(path);
		return relative.isEmpty() ? 0 : StringUtils.countOccurrencesOf(relative, "/") + 1;
	}

	private String relative(String path) {
		int start = this.root.equals("/") ? 1 : this.root.length() + 1;
		return (path.length() > start) ? path.substring(start) : "";
	}

}
