package io.github.zkspring.mirror;

import java.util.function.Predicate;

/**
 * Which znodes of a subtree are wanted.
 *
 * @param depth how many levels below the root, {@link Integer#MAX_VALUE} for all, 0 for
 * the root alone
 * @param filter takes the path of a znode as the application names it; what it refuses is
 * left out together with everything below it. Not asked for the root. Called under a
 * lock: must be quick and must not throw
 */
public record TreeScope(int depth, Predicate<String> filter) {

	/**
	 * The whole subtree.
	 * @return the scope
	 */
	public static TreeScope all() {
		return new TreeScope(Integer.MAX_VALUE, (path) -> true);
	}

}
