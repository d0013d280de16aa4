package io.github.zkspring.contender;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.zkspring.client.ZkPaths;
import io.github.zkspring.client.connection.TrackingZooKeeper.EngineWatcher;
import io.github.zkspring.client.support.ZkEventLoop;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher.Event.EventType;
import org.jspecify.annotations.Nullable;

/**
 * The contender znodes of this process in all queues, and the single watcher of all
 * contenders: a znode that several contenders wait for has one watch. Confined to the
 * event loop.
 */
class ContenderNodes implements EngineWatcher {

	/**
	 * Znodes of short-lived contenders are watched after this time only, which saves the
	 * request for most locks.
	 */
	static final Duration WATCH_DELAY = Duration.ofMillis(100);

	private final ZkEventLoop loop;

	/** The znodes of this process, by queue and name. */
	private final Map<String, Map<String, ContenderNode>> queues = new HashMap<>();

	/** The paths of watched znodes of other processes. */
	private final Set<String> watched = new HashSet<>();

	ContenderNodes(ZkEventLoop loop) {
		this.loop = loop;
	}

	/**
	 * Adds a created znode and watches it.
	 * @param node the znode
	 * @param shortLived whether to watch it after {@link #WATCH_DELAY} only
	 */
	void add(ContenderNode node, boolean shortLived) {
		this.queues.computeIfAbsent(node.queue(), (queue) -> new LinkedHashMap<>()).put(node.name(), node);
		if (shortLived) {
			this.loop.schedule(() -> watch(node), WATCH_DELAY);
		}
		else {
			watch(node);
		}
	}

	private void watch(ContenderNode node) {
		if (find(node.queue(), node.name()) == node && !node.isReleased()) {
			node.watchSelf();
		}
	}

	/**
	 * Removes a znode that does not exist any longer.
	 * @param node the znode
	 */
	void remove(ContenderNode node) {
		Map<String, ContenderNode> nodes = this.queues.get(node.queue());
		if (nodes != null && nodes.remove(node.name(), node) && nodes.isEmpty()) {
			this.queues.remove(node.queue());
		}
	}

	private @Nullable ContenderNode find(String queue, String name) {
		return this.queues.getOrDefault(queue, Map.of()).get(name);
	}

	/**
	 * Tests whether a name is that of a released znode of this process.
	 * @param queue the path of the queue
	 * @param name the name of a znode
	 * @return {@code true} when the znode does not count although it may still exist
	 */
	boolean isReleased(String queue, String name) {
		ContenderNode node = find(queue, name);
		return node != null && node.isReleased();
	}

	/**
	 * Returns the znodes of this process whose contenders wait for a znode.
	 * @param queue the path of the queue
	 * @param name the name of the znode that they wait for
	 * @return the waiting znodes, in the order of their creation
	 */
	List<ContenderNode> blockedBy(String queue, String name) {
		return this.queues.getOrDefault(queue, Map.of())
			.values()
			.stream()
			.filter((node) -> node.isBlockedBy(name))
			.toList();
	}

	/**
	 * Watches the blockers of a contender that belong to other processes.
	 * @param node the znode of the contender
	 * @param blockers the names of its blockers
	 */
	void watchBlockers(ContenderNode node, List<String> blockers) {
		for (String name : blockers) {
			if (find(node.queue(), name) == null && this.watched.add(node.path(name))) {
				node.watch(name, (code) -> watchAnswered(node.path(name), code));
			}
		}
	}

	private void watchAnswered(String path, Code code) {
		if (code == Code.NONODE) {
			deleted(path);
		}
		else if (code != Code.OK) {
			this.watched.remove(path);
			blockedBy(ZkPaths.parent(path), ZkPaths.name(path)).forEach((waiter) -> waiter.checkAnswer(code));
		}
	}

	/**
	 * Tests whether a znode of this process belongs to an attempt that is neither granted
	 * nor refused yet.
	 * @param queue the path of the queue
	 * @param name the name of the znode
	 * @return {@code null} for a znode of another process
	 */
	@Nullable Boolean isUndecided(String queue, String name) {
		ContenderNode local = find(queue, name);
		return (local != null) ? local.isUndecided() : null;
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
		this.watched.remove(path);
		String queue = ZkPaths.parent(path);
		String name = ZkPaths.name(path);
		ContenderNode local = find(queue, name);
		if (local != null) {
			local.deleted();
		}
		blockedBy(queue, name).forEach((waiter) -> waiter.blockerDeleted(name));
	}

	// a watch triggers once, also for data that another client writes into the znode
	private void watchAgain(String path) {
		this.watched.remove(path);
		String queue = ZkPaths.parent(path);
		String name = ZkPaths.name(path);
		ContenderNode local = find(queue, name);
		if (local != null) {
			watch(local);
		}
		blockedBy(queue, name).forEach(ContenderNode::reconsider);
	}

}
