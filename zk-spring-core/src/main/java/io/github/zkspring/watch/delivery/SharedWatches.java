package io.github.zkspring.watch.delivery;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.zkspring.watch.ZkWatch;

/**
 * Lists the watches of all contexts of a hierarchy. The {@link DefaultZkWatchRegistry} of
 * each context starts and closes its own.
 * <p>
 * Internal, not part of the API for applications.
 */
public class SharedWatches {

	/** The watches of each context by their ids. */
	private final List<Map<String, ? extends ZkWatch>> contexts = new CopyOnWriteArrayList<>();

	void add(Map<String, ? extends ZkWatch> watches) {
		this.contexts.add(watches);
	}

	void remove(Map<String, ? extends ZkWatch> watches) {
		this.contexts.removeIf((candidate) -> candidate == watches);
	}

	Optional<ZkWatch> find(String id) {
		return this.contexts.stream().<ZkWatch>map((watches) -> watches.get(id)).filter(Objects::nonNull).findFirst();
	}

	List<ZkWatch> all() {
		return this.contexts.stream()
			.<ZkWatch>flatMap((watches) -> watches.values().stream())
			.sorted(Comparator.comparing(ZkWatch::id))
			.toList();
	}

}
