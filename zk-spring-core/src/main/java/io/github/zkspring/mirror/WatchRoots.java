package io.github.zkspring.mirror;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The recursive watches by their roots, and which of them stands for a path. Guarded by
 * the lock of the mirror.
 */
class WatchRoots {

	private final Map<String, RecursiveWatch> watches = new HashMap<>();

	/** What stands for the children of the parent asked for last. */
	private @Nullable Covered latest;

	@Nullable RecursiveWatch get(String root) {
		return this.watches.get(root);
	}

	RecursiveWatch getOrAdd(String root) {
		return this.watches.computeIfAbsent(root, RecursiveWatch::new);
	}

	void remove(RecursiveWatch watch) {
		this.watches.remove(watch.root());
		forget();
	}

	Collection<RecursiveWatch> all() {
		return List.copyOf(this.watches.values());
	}

	/**
	 * A watch was sent, or is gone.
	 */
	void forget() {
		this.latest = null;
	}

	/**
	 * The nearest watch that stands for a path.
	 * @param path the path
	 * @return the watch, {@code null} when there is none
	 */
	@Nullable RecursiveWatch above(String path) {
		return this.watches.isEmpty() ? null : nearest(path);
	}

	private @Nullable RecursiveWatch nearest(String path) {
		RecursiveWatch own = this.watches.get(path);
		if (own != null && own.isSent()) {
			return own;
		}
		Covered known = this.latest;
		if (known != null && known.parent().isAbove(path)) {
			return known.watch();
		}
		if (path.equals("/")) {
			return null;
		}
		ParentPath parent = ParentPath.of(path);
		RecursiveWatch above = nearest(parent.path());
		this.latest = (above != null) ? new Covered(parent, above) : null;
		return above;
	}

	/**
	 * A parent whose children are watched.
	 *
	 * @param parent the parent
	 * @param watch the nearest watch that stands for them
	 */
	private record Covered(ParentPath parent, RecursiveWatch watch) {
	}

}
