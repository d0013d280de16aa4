package io.github.zkspring.watch.delivery;

import java.util.List;
import java.util.function.Predicate;

import io.github.zkspring.mirror.TreeScope;

import org.springframework.util.AntPathMatcher;

/**
 * Selects the znodes of a tree by Ant-style patterns relative to its root. Subtrees that
 * no pattern can match are not read.
 */
class TreeFilter implements Predicate<String> {

	private final AntPathMatcher matcher = new AntPathMatcher();

	private final String root;

	private final List<String> patterns;

	/**
	 * Creates a filter.
	 * @param root the root of the tree
	 * @param patterns the patterns, empty for all znodes
	 */
	TreeFilter(String root, List<String> patterns) {
		this.root = root;
		this.patterns = patterns;
	}

	String root() {
		return this.root;
	}

	@Override
	public boolean test(String path) {
		return this.patterns.isEmpty()
				|| this.patterns.stream().anyMatch((pattern) -> this.matcher.match(pattern, relative(path)));
	}

	/**
	 * Returns the scope to mirror.
	 * @param depth the number of levels below the root, -1 for all
	 * @return the scope
	 */
	TreeScope scope(int depth) {
		return new TreeScope((depth < 0) ? Integer.MAX_VALUE : depth, this::leadsTo);
	}

	/**
	 * Returns whether a znode or one of its descendants can match.
	 * @param path the path of the znode
	 * @return {@code false} if its subtree can be skipped
	 */
	boolean leadsTo(String path) {
		return this.patterns.isEmpty()
				|| this.patterns.stream().anyMatch((pattern) -> this.matcher.matchStart(pattern, relative(path)));
	}

	private String relative(String path) {
		int start = this.root.equals("/") ? 1 : this.root.length() + 1;
		return (path.length() > start) ? path.substring(start) : "";
	}

}
