package io.github.zkspring.watch.delivery;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.zkspring.watch.ZkWatch;

/**
 * Lists the watches of all contexts of a hierarchy. The {@link DefaultZkWatchRegistry} of
 * each context starts and closes its own.
 * <p>
 * Internal, not part of the API for applications.
 */
public class SharedWatches {

	private final Set<ZkWatch> watches = ConcurrentHashMap.newKeySet();

	void add(ZkWatch watch) {
		this.watches.add(watch);
	}

	void remove(ZkWatch watch) {
		this.watches.remove(watch);
	}

	Optional<ZkWatch> find(String id) {
		return this.watches.stream().filter((watch) -> watch.id().equals(id)).findFirst();
	}

	List<ZkWatch> all() {
		return this.watches.stream().sorted(Comparator.comparing(ZkWatch::id)).toList();
	}

}
