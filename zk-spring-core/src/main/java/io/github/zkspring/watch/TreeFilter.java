package io.github.zkspring.watch;

import java.util.List;
import java.util.function.Predicate;

import io.github.zkspring.mirror.TreeScope;

import org.springframework.util.AntPathMatcher;
import org.springframework.util.Assert;

/**
 * Which znodes of a tree are delivered, by patterns relative to its root. What no pattern
 * can match any more is not even read, with everything below it.
 */
class TreeFilter implements Predicate<String> {

	private final AntPathMatcher matcher = new AntPathMatcher();

	private final String root;

	private final List<String> patterns;

	/**
	 * Create a filter.
	 * @param root the root of the tree
	 * @param patterns the patterns, empty for all znodes
	 */
	TreeFilter(String root, List<String> patterns) {
		this.root = root;
		this.patterns = patterns;
	}

	/**
	 * Check a pattern.
	 * @param pattern the pattern
	 * @throws IllegalArgumentException when it is none
	 */
	static void check(String pattern) {
		Assert.isTrue(!pattern.isEmpty() && !pattern.startsWith("/"),
				() -> "'%s' is no pattern: patterns are relative to the root and do not begin with '/'"
					.formatted(pattern));
		AntPathMatcher matcher = new AntPathMatcher();
		for (String segment : pattern.split("/")) {
			matcher.match(segment, "x");
		}
	}

	@Override
	public boolean test(String path) {
		return this.patterns.isEmpty()
				|| this.patterns.stream().anyMatch((pattern) -> this.matcher.match(pattern, relative(path)));
	}

	TreeScope scope(int depth) {
		return new TreeScope((depth < 0) ? Integer.MAX_VALUE : depth, this::leadsTo);
	}

	/**
	 * Whether a znode, or one below it, can match.
	 * @param path the path of the znode
	 * @return {@code false} when nothing there can match
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
