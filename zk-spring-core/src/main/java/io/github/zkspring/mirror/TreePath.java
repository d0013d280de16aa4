package io.github.zkspring.mirror;

/**
 * The root of a tree, and which paths belong to it.
 *
 * @param path the path of the root
 * @param scope which znodes below it are wanted
 */
record TreePath(String path, TreeScope scope) {

	boolean includes(String candidate) {
		if (candidate.equals(this.path)) {
			return true;
		}
		int start = this.path.equals("/") ? 1 : this.path.length() + 1;
		if (!candidate.startsWith(this.path) || candidate.charAt(start - 1) != '/') {
			return false;
		}
		int depth = 1;
		for (int slash = candidate.indexOf('/', start); slash >= 0; slash = candidate.indexOf('/', slash + 1)) {
			depth++;
			if (depth > this.scope.depth() || !this.scope.filter().test(candidate.substring(0, slash))) {
				return false;
			}
		}
		return depth <= this.scope.depth() && this.scope.filter().test(candidate);
	}

	/**
	 * Whether the scope goes below a path.
	 * @param included a path that belongs to the tree
	 * @return {@code true} when its children may belong to it
	 */
	boolean mayDescend(String included) {
		return this.scope.depth() == Integer.MAX_VALUE || depth(included) < this.scope.depth();
	}

	private int depth(String included) {
		if (included.equals(this.path)) {
			return 0;
		}
		int depth = 0;
		int above = this.path.equals("/") ? 0 : this.path.length();
		for (int slash = included.indexOf('/', above); slash >= 0; slash = included.indexOf('/', slash + 1)) {
			depth++;
		}
		return depth;
	}

}
