package io.github.zkspring.contender;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.zkspring.client.ZkPaths;
import io.github.zkspring.client.connection.TrackingZooKeeper.EngineWatcher;
import io.github.zkspring.client.connection.ZkConnection;
import io.github.zkspring.client.connection.ZkHandle;
import io.github.zkspring.client.support.ZkEventLoop;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher.Event.EventType;

/**
 * The contender znodes of this process in all queues, and the single watcher of all
 * contenders: a znode that several contenders wait for has one watch. Names are unique
 * because they contain a UUID. Confined to the event loop.
 */
class ContenderNodes implements EngineWatcher {

	/**
	 * Znodes of short-lived contenders are watched after this time only, which saves the
	 * request for most locks.
	 */
	static final Duration WATCH_DELAY = Duration.ofMillis(100);

	private final ZkConnection connection;

	private final ZkEventLoop loop;

	private final Map<String, ContenderNode> byName = new HashMap<>();

	/** Nodes that wait for a watched znode of another process, by its path. */
	private final Map<String, Set<ContenderNode>> watched = new HashMap<>();

	private final Map<ContenderNode, Set<String>> blockers = new HashMap<>();

	private List<ContenderNode> unwatched = new ArrayList<>();

	private boolean scheduled;

	ContenderNodes(ZkConnection connection, ZkEventLoop loop) {
		this.connection = connection;
		this.loop = loop;
	}

	/**
	 * Adds a created znode and watches it.
	 * @param node the znode
	 * @param shortLived whether to watch it after {@link #WATCH_DELAY} only
	 */
	void add(ContenderNode node, boolean shortLived) {
		this.byName.put(node.grant().name(), node);
		ZkHandle handle = this.connection.handle();
		if (!shortLived && handle != null) {
			node.watchSelf(handle);
			return;
		}
		this.unwatched.add(node);
		if (!this.scheduled) {
			this.scheduled = true;
			this.loop.schedule(() -> watchOlder(List.of()), WATCH_DELAY);
		}
	}

	// one timer for all: each node is watched between one and two delays after its add
	private void watchOlder(List<ContenderNode> older) {
		ZkHandle handle = this.connection.handle();
		if (handle != null) {
			older.stream().filter(this::isActive).forEach((node) -> node.watchSelf(handle));
		}
		List<ContenderNode> next = this.unwatched;
		this.unwatched = new ArrayList<>();
		this.scheduled = !next.isEmpty();
		if (this.scheduled) {
			this.loop.schedule(() -> watchOlder(next), WATCH_DELAY);
		}
	}

	private boolean isActive(ContenderNode node) {
		return !node.isReleased() && this.byName.get(node.grant().name()) == node;
	}

	/**
	 * Removes a znode that does not exist any longer.
	 * @param node the znode
	 */
	void remove(ContenderNode node) {
		waitFor(node, List.of());
		this.byName.remove(node.grant().name());
	}

	/**
	 * Tests whether a name is that of a released znode of this process.
	 * @param name the name of a znode
	 * @return {@code true} when the znode does not count although it may still exist
	 */
	boolean isReleased(String name) {
		ContenderNode node = this.byName.get(name);
		return node != null && node.isReleased();
	}

	/**
	 * Replaces the set of znodes that a contender waits for.
	 * @param node the znode of the contender
	 * @param names the names of the znodes to wait for
	 */
	void waitFor(ContenderNode node, List<String> names) {
		Set<String> before = this.blockers.getOrDefault(node, Set.of());
		if (before.isEmpty() && names.isEmpty()) {
			return;
		}
		before.stream().filter((name) -> !names.contains(name)).forEach((name) -> removeWaiter(node, name));
		names.stream().filter((name) -> !before.contains(name)).forEach((name) -> addWaiter(node, name));
		if (names.isEmpty()) {
			this.blockers.remove(node);
		}
		else {
			this.blockers.put(node, Set.copyOf(names));
		}
	}

	private void addWaiter(ContenderNode node, String name) {
		ContenderNode local = this.byName.get(name);
		if (local != null) {
			local.addWaiter(node);
			return;
		}
		String path = node.path(name);
		Set<ContenderNode> waiters = this.watched.get(path);
		if (waiters == null) {
			waiters = new LinkedHashSet<>();
			this.watched.put(path, waiters);
			watch(node, path);
		}
		waiters.add(node);
	}

	private void watch(ContenderNode node, String path) {
		node.watch(ZkPaths.name(path), (code) -> {
			if (code == Code.NONODE) {
				notifyWaiters(path);
			}
			else if (code != Code.OK) {
				takeWaiters(path).forEach((waiter) -> waiter.checkAnswer(code));
			}
		});
	}

	private Set<ContenderNode> takeWaiters(String path) {
		Set<ContenderNode> waiters = this.watched.remove(path);
		return (waiters != null) ? waiters : Set.of();
	}

	private void removeWaiter(ContenderNode node, String name) {
		ContenderNode local = this.byName.get(name);
		if (local != null) {
			local.removeWaiter(node);
		}
		Set<ContenderNode> waiters = this.watched.get(node.path(name));
		if (waiters != null) {
			waiters.remove(node);
		}
	}

	/**
	 * Forgets all watches: contenders read the queue again on a new connection.
	 */
	void connected() {
		this.watched.clear();
	}

	@Override
	public void process(WatchedEvent event) {
		if (event.getType() == EventType.NodeDeleted) {
			this.loop.run(() -> deleted(event.getPath()));
		}
		else if (event.getType() == EventType.NodeDataChanged) {
			this.loop.run(() -> watchAgain(event.getPath()));
		}
	}

	private void deleted(String path) {
		ContenderNode local = this.byName.get(ZkPaths.name(path));
		if (local != null) {
			local.deleted();
		}
		notifyWaiters(path);
	}

	private void notifyWaiters(String path) {
		takeWaiters(path).forEach((waiter) -> waiter.blockerDeleted(ZkPaths.name(path)));
	}

	// a watch triggers once, also for data that another client writes into the znode
	private void watchAgain(String path) {
		ZkHandle handle = this.connection.handle();
		ContenderNode local = this.byName.get(ZkPaths.name(path));
		if (local != null && handle != null) {
			local.watchSelf(handle);
		}
		Set<ContenderNode> waiters = takeWaiters(path);
		if (!waiters.isEmpty()) {
			this.watched.put(path, waiters);
			watch(waiters.iterator().next(), path);
		}
	}

}
