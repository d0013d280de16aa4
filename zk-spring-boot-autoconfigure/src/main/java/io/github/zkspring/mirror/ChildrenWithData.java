package io.github.zkspring.mirror;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.zkspring.client.EngineLoop;
import io.github.zkspring.client.ZkPaths;
import org.apache.zookeeper.KeeperException;
import org.jspecify.annotations.Nullable;

/**
 * Puts the names of the children and the data of each together. All state belongs to the
 * engine loop, so no lock of a znode is ever taken inside another.
 */
class ChildrenWithData implements MirrorSubscription, MirrorListener<ChildrenSnapshot> {

	private final String path;

	private final Mirror mirror;

	private final EngineLoop loop;

	private final MirrorListener<ChildrenSnapshot> listener;

	private final Map<String, MirrorSubscription> subscriptions = new HashMap<>();

	private final Map<String, ZnodeSnapshot> data = new HashMap<>();

	/**
	 * Children of the list that were never read: until there are none, nothing is handed
	 * over.
	 */
	private final Set<String> waiting = new HashSet<>();

	private @Nullable ChildrenSnapshot children;

	private @Nullable ChildrenSnapshot last;

	private volatile @Nullable MirrorSubscription parent;

	private volatile List<MirrorSubscription> opened = List.of();

	private volatile boolean closed;

	ChildrenWithData(String path, Mirror mirror, EngineLoop loop, MirrorListener<ChildrenSnapshot> listener) {
		this.path = path;
		this.mirror = mirror;
		this.loop = loop;
		this.listener = listener;
	}

	MirrorSubscription open() {
		this.parent = this.mirror.children(this.path, this);
		return this;
	}

	@Override
	public void changed(ChildrenSnapshot snapshot) {
		onLoop(() -> {
			this.children = snapshot;
			Set<String> names = new HashSet<>(snapshot.names());
			Set<String> gone = new HashSet<>(this.subscriptions.keySet());
			gone.removeAll(names);
			gone.forEach(this::forget);
			names.removeAll(this.subscriptions.keySet());
			this.waiting.addAll(names);
			names.forEach((name) -> this.subscriptions.put(name, follow(name)));
			this.opened = List.copyOf(this.subscriptions.values());
			deliver();
		});
	}

	@Override
	public void failed(KeeperException ex) {
		this.listener.failed(ex);
	}

	private MirrorSubscription follow(String name) {
		return this.mirror.data(ZkPaths.child(this.path, name), new MirrorListener<>() {

			@Override
			public void changed(ZnodeSnapshot snapshot) {
				onLoop(() -> childRead(name, snapshot));
			}

			@Override
			public void failed(KeeperException ex) {
				onLoop(() -> childRefused(name, ex));
			}

		});
	}

	private void childRead(String name, ZnodeSnapshot snapshot) {
		// a child that is absent is on its way out of the list
		if (this.subscriptions.containsKey(name) && snapshot.stat() != null) {
			this.waiting.remove(name);
			this.data.put(name, snapshot);
			deliver();
		}
	}

	private void childRefused(String name, KeeperException ex) {
		this.listener.failed(ex);
		this.waiting.remove(name);
		deliver();
	}

	private void forget(String name) {
		MirrorSubscription subscription = this.subscriptions.remove(name);
		if (subscription != null) {
			subscription.close();
		}
		this.data.remove(name);
		this.waiting.remove(name);
	}

	private void deliver() {
		ChildrenSnapshot present = this.children;
		if (present == null || !this.waiting.isEmpty()) {
			return;
		}
		ChildrenSnapshot next = present.withData(this.data);
		if (this.last == null || !next.isSameState(this.last)) {
			this.last = next;
			this.listener.changed(next);
		}
	}

	private void onLoop(Runnable task) {
		this.loop.execute(() -> {
			if (!this.closed) {
				task.run();
			}
		});
	}

	@Override
	public boolean isStale() {
		MirrorSubscription names = this.parent;
		return names == null || names.isStale() || this.opened.stream().anyMatch(MirrorSubscription::isStale);
	}

	@Override
	public void close() {
		this.closed = true;
		MirrorSubscription names = this.parent;
		if (names != null) {
			names.close();
		}
		this.loop.execute(() -> List.copyOf(this.subscriptions.keySet()).forEach(this::forget));
	}

}
