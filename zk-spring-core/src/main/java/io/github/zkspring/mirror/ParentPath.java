package io.github.zkspring.mirror;

import io.github.zkspring.client.ZkPaths;

/**
 * A path whose children are looked for among many.
 *
 * @param path the path
 */
record ParentPath(String path) {

	static ParentPath of(String child) {
		return new ParentPath(ZkPaths.parent(child));
	}

	/**
	 * Whether a path is that of a child. Takes no copy of it.
	 * @param candidate the path
	 * @return {@code true} for a child, {@code false} for what is deeper or elsewhere
	 */
	boolean isAbove(String candidate) {
		int slash = candidate.lastIndexOf('/');
		if (slash == 0) {
			return this.path.length() == 1 && candidate.length() > 1;
		}
		return slash == this.path.length() && candidate.startsWith(this.path);
	}

}
