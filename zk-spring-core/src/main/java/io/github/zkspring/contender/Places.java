package io.github.zkspring.contender;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.zkspring.client.ZkPaths;
import io.github.zkspring.client.connection.EngineWatcher;
import io.github.zkspring.client.connection.ZkHandle;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher.Event.EventType;

/**
 * The places of this process in all queues, by the names of their znodes, which hold a
 * UUID. One watcher for all of them: a znode that many wait for is watched once. Belongs
 * to the engine loop.
 */
class Places implements EngineWatcher {

	/**
	 * What is held for a shorter time than this is not watched: most locks.
	 */
	static final Duration YOUNG = Duration.ofMillis(100);

	private final ContenderContext context;

	private final Map<String, Place> own = new HashMap<>();

	/** Znodes of other processes that are watched, and who waits for them. */
	private final Map<String, Set<Place>> watched = new HashMap<>();

	private final Map<Place, Set<String>> waits = new HashMap<>();

	private List<Place> young = new ArrayList<>();

	private boolean growing;

	Places(ContenderContext context) {
		this.context = context;
	}

	ContenderContext context() {
		return this.context;
	}

	/**
	 * Take a new place in, and watch its znode.
	 * @param place the place
	 * @param later whether there is time until it has grown older
	 */
	void add(Place place, boolean later) {
		this.own.put(place.znode().name(), place);
		ZkHandle handle = this.context.connection().handle();
		if (!later && handle != null) {
			place.watchOwn(handle);
			return;
		}
		this.young.add(place);
		if (!this.growing) {
			this.growing = true;
			this.context.loop().schedule(() -> grow(List.of()), YOUNG);
		}
	}

	private void grow(List<Place> older) {
		ZkHandle handle = this.context.connection().handle();
		if (handle != null) {
			older.stream().filter(this::isPresent).forEach((place) -> place.watchOwn(handle));
		}
		List<Place> next = this.young;
		this.young = new ArrayList<>();
		this.growing = !next.isEmpty();
		if (this.growing) {
			this.context.loop().schedule(() -> grow(next), YOUNG);
		}
	}

	private boolean isPresent(Place place) {
		return !place.isLeft() && this.own.get(place.znode().name()) == place;
	}

	/**
	 * Forget a place: its znode is gone.
	 * @param place the place
	 */
	void remove(Place place) {
		await(place, List.of());
		this.own.remove(place.znode().name());
	}

	/**
	 * Whether a znode is that of a place which has been given up.
	 * @param name the name of the znode
	 * @return {@code true} when it counts no more
	 */
	boolean isLeft(String name) {
		Place place = this.own.get(name);
		return place != null && place.isLeft();
	}

	/**
	 * Wait for znodes and for no others.
	 * @param place who waits
	 * @param names the names of the znodes
	 */
	void await(Place place, List<String> names) {
		Set<String> before = this.waits.getOrDefault(place, Set.of());
		if (before.isEmpty() && names.isEmpty()) {
			return;
		}
		before.stream().filter((name) -> !names.contains(name)).forEach((name) -> release(place, name));
		names.stream().filter((name) -> !before.contains(name)).forEach((name) -> wait(place, name));
		if (names.isEmpty()) {
			this.waits.remove(place);
		}
		else {
			this.waits.put(place, Set.copyOf(names));
		}
	}

	private void wait(Place place, String name) {
		Place neighbour = this.own.get(name);
		if (neighbour != null) {
			neighbour.addFollower(place);
			return;
		}
		String path = place.path(name);
		Set<Place> waiting = this.watched.get(path);
		if (waiting == null) {
			waiting = new LinkedHashSet<>();
			this.watched.put(path, waiting);
			watch(place, path);
		}
		waiting.add(place);
	}

	private void watch(Place place, String path) {
		place.watch(ZkPaths.name(path), (code) -> {
			if (code == Code.NONODE) {
				gone(path);
			}
			else if (code != Code.OK) {
				waiting(path).forEach((waiting) -> waiting.failed(code));
			}
		});
	}

	private Set<Place> waiting(String path) {
		Set<Place> waiting = this.watched.remove(path);
		return (waiting != null) ? waiting : Set.of();
	}

	private void release(Place place, String name) {
		Place neighbour = this.own.get(name);
		if (neighbour != null) {
			neighbour.removeFollower(place);
		}
		Set<Place> waiting = this.watched.get(place.path(name));
		if (waiting != null) {
			waiting.remove(place);
		}
	}

	/**
	 * Another connection begins: everything will be looked at anew.
	 */
	void connected() {
		this.watched.clear();
	}

	@Override
	public void process(WatchedEvent event) {
		if (event.getType() == EventType.NodeDeleted) {
			this.context.loop().run(() -> deleted(event.getPath()));
		}
		else if (event.getType() == EventType.NodeDataChanged) {
			this.context.loop().run(() -> watchAgain(event.getPath()));
		}
	}

	private void deleted(String path) {
		Place mine = this.own.get(ZkPaths.name(path));
		if (mine != null) {
			mine.vanished();
		}
		gone(path);
	}

	private void gone(String path) {
		waiting(path).forEach((place) -> place.gone(ZkPaths.name(path)));
	}

	// a watch is good for one event, and data written into a znode is one
	private void watchAgain(String path) {
		ZkHandle handle = this.context.connection().handle();
		Place mine = this.own.get(ZkPaths.name(path));
		if (mine != null && handle != null) {
			mine.watchOwn(handle);
		}
		Set<Place> waiting = waiting(path);
		if (!waiting.isEmpty()) {
			this.watched.put(path, waiting);
			watch(waiting.iterator().next(), path);
		}
	}

}
