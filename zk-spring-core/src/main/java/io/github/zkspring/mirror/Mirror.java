package io.github.zkspring.mirror;

import io.github.zkspring.client.ZkPaths;
import io.github.zkspring.client.ZkSessionState;
import io.github.zkspring.client.connection.ZkConnection;
import io.github.zkspring.client.connection.ZkConnectionListener;
import io.github.zkspring.client.connection.ZkHandle;
import io.github.zkspring.client.support.ZkEventLoop;

/**
 * Keeps the watched znodes of this application in memory. Each subscription receives the
 * current state first and then every later one, across reconnects and new sessions.
 * However many subscriptions a path has, it is watched once and read once per change.
 *
 * <p>
 * The data of a znode and the names of children are watched by the read itself: a
 * one-shot watch, set again with every read, which ZooKeeper restores after a reconnect
 * and which then fires for what was missed. Trees, and children with their data, have one
 * persistent recursive watch each; ZooKeeper does not report what such a watch missed, so
 * everything below it is read again after a reconnect, many znodes in one request.
 *
 * <p>
 * Safe for use by several threads. Listeners are called on ZooKeeper's event thread, on
 * the event loop, or on the thread that subscribes.
 */
public class Mirror implements ZkConnectionListener {

	private final MirrorCore core;

	/**
	 * Creates a mirror.
	 * @param connection the connection to read with
	 * @param loop times pauses
	 * @param maxPayload the longest payload to read, in bytes
	 */
	public Mirror(ZkConnection connection, ZkEventLoop loop, long maxPayload) {
		this.core = new MirrorCore(connection, loop, maxPayload);
		connection.addListener(this);
	}

	/**
	 * Watches the data of a znode.
	 * @param path the znode, existing or not
	 * @param listener receives its states
	 * @return the subscription
	 */
	public MirrorSubscription data(String path, MirrorListener<ZnodeSnapshot> listener) {
		ZkPaths.validate(path);
		return this.core.locked(() -> new Subscription<>(this.core, this.core.attachData(path, listener), listener));
	}

	/**
	 * Watches the names of the children of a znode.
	 * @param path the parent, existing or not
	 * @param listener receives its states
	 * @return the subscription
	 */
	public MirrorSubscription children(String path, MirrorListener<ChildrenSnapshot> listener) {
		ZkPaths.validate(path);
		return this.core
			.locked(() -> new Subscription<>(this.core, this.core.attachChildren(path, listener), listener));
	}

	/**
	 * Watches the children of a znode and the data of each.
	 * @param path the parent, existing or not
	 * @param listener receives states in which the data of every child is known
	 * @return the subscription
	 */
	public MirrorSubscription childrenWithData(String path, MirrorListener<ChildrenSnapshot> listener) {
		return new ChildrenWithData(ZkPaths.validate(path), this.core, listener).open();
	}

	/**
	 * Watches a subtree.
	 * @param path its root, existing or not
	 * @param scope the znodes of it to watch
	 * @param listener receives the states of its znodes
	 * @return the subscription
	 */
	public MirrorSubscription tree(String path, TreeScope scope, TreeListener listener) {
		return new MirroredTree(ZkPaths.validate(path), scope, listener, this.core).open();
	}

	/**
	 * Makes several subscriptions at once: their first reads share requests.
	 * @param subscriptions makes the subscriptions
	 */
	public void together(Runnable subscriptions) {
		ReadThrottle throttle = this.core.queue().throttle();
		this.core.locked(throttle::beginGathering);
		try {
			subscriptions.run();
		}
		finally {
			this.core.locked(throttle::endGathering);
		}
	}

	@Override
	public void connected(ZkHandle handle) {
		this.core.connected(handle);
	}

	@Override
	public void disconnected(ZkSessionState state) {
		this.core.disconnected();
	}

	/**
	 * The subscription of one listener to one state.
	 *
	 * @param <S> the kind of snapshot
	 */
	private static final class Subscription<S extends Snapshot> implements MirrorSubscription {

		private final MirrorCore core;

		private final MirroredState<S> state;

		private final MirrorListener<S> listener;

		private boolean closed;

		private Subscription(MirrorCore core, MirroredState<S> state, MirrorListener<S> listener) {
			this.core = core;
			this.state = state;
			this.listener = listener;
		}

		@Override
		public boolean isStale() {
			synchronized (this.core.connection()) {
				return this.core.isStale(this.state);
			}
		}

		@Override
		public void resync() {
			this.core.locked(() -> {
				if (!this.closed) {
					this.state.resync();
				}
			});
		}

		@Override
		public void close() {
			this.core.locked(() -> {
				if (!this.closed) {
					this.closed = true;
					this.core.detach(this.state, this.listener);
				}
			});
		}

	}

}
