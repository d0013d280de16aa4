package io.github.zkspring.mirror;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

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

	private final MirrorConnection connection;

	private final ReadQueue queue;

	private final StateRegistry states = new StateRegistry(this);

	private final RecursiveWatches recursive;

	// a listener may open or close a tree while all are visited
	private final List<MirroredTree> trees = new CopyOnWriteArrayList<>();

	private boolean held;

	/**
	 * Creates a mirror.
	 * @param connection the connection to read with
	 * @param loop times pauses
	 * @param maxPayload the longest payload to read, in bytes
	 */
	public Mirror(ZkConnection connection, ZkEventLoop loop, long maxPayload) {
		this.connection = new MirrorConnection(connection, loop, this.states);
		this.queue = new ReadQueue(this.connection, new ReadLimits(maxPayload));
		this.recursive = new RecursiveWatches(this.connection, this::coverageChanged);
		connection.addListener(this);
	}

	/**
	 * Starts the client if a bean waits for a first read before the lifecycle of the
	 * context starts it.
	 */
	public void ensureStarted() {
		this.connection.ensureStarted();
	}

	/**
	 * Watches the data of a znode.
	 * @param path the znode, existing or not
	 * @param listener receives its states
	 * @return the subscription
	 */
	public MirrorSubscription data(String path, MirrorListener<ZnodeSnapshot> listener) {
		ZkPaths.validate(path);
		return locked(() -> new Subscription(
				new StateSubscription<>(this, this.states.attachData(path, listener), listener)));
	}

	/**
	 * Watches the names of the children of a znode.
	 * @param path the parent, existing or not
	 * @param listener receives its states
	 * @return the subscription
	 */
	public MirrorSubscription children(String path, MirrorListener<ChildrenSnapshot> listener) {
		ZkPaths.validate(path);
		return locked(() -> new Subscription(
				new StateSubscription<>(this, this.states.attachChildren(path, listener), listener)));
	}

	/**
	 * Watches the children of a znode and the data of each.
	 * @param path the parent, existing or not
	 * @param listener receives states in which the data of every child is known
	 * @return the subscription
	 */
	public MirrorSubscription childrenWithData(String path, MirrorListener<ChildrenSnapshot> listener) {
		ZkPaths.validate(path);
		return locked(() -> new Subscription(new ChildrenWithData(path, this, listener)));
	}

	/**
	 * Watches a subtree.
	 * @param scope the znodes to watch
	 * @param listener receives the states of the znodes
	 * @return the subscription
	 */
	public MirrorSubscription tree(TreeScope scope, MirrorListener<ZnodeSnapshot> listener) {
		ZkPaths.validate(scope.root());
		return locked(() -> new Subscription(new MirroredTree(scope, listener, this)));
	}

	/**
	 * Makes several subscriptions at once: their first reads share requests.
	 * @param subscriptions makes the subscriptions
	 */
	public void together(Runnable subscriptions) {
		locked(subscriptions);
	}

	@Override
	public void connected(ZkHandle handle) {
		locked(() -> {
			boolean watchesLost = this.connection.connected(handle);
			this.recursive.connected(watchesLost);
			this.queue.reset(handle);
			this.connection.verify(watchesLost && !this.states.isEmpty());
			this.states.within("/").forEach((state) -> state.connected(watchesLost));
			this.trees.forEach(MirroredTree::connected);
		});
	}

	@Override
	public void disconnected(ZkSessionState state) {
		locked(this.connection::suspend);
	}

	MirrorConnection connection() {
		return this.connection;
	}

	ReadQueue queue() {
		return this.queue;
	}

	StateRegistry states() {
		return this.states;
	}

	List<MirroredTree> trees() {
		return this.trees;
	}

	RecursiveWatches recursive() {
		return this.recursive;
	}

	/**
	 * Runs an action under the lock, and then sends the reads that it requires.
	 * @param action the action
	 * @param <T> the type of its result
	 * @return its result
	 */
	<T> T locked(Supplier<T> action) {
		synchronized (this.connection) {
			boolean nested = this.held;
			this.held = true;
			try {
				return action.get();
			}
			finally {
				this.held = nested;
				if (!nested) {
					this.queue.pump();
				}
			}
		}
	}

	void locked(Runnable action) {
		locked(() -> {
			action.run();
			return true;
		});
	}

	boolean isStale(MirroredState<?> state) {
		return this.connection.handle() == null || !state.isInitialised()
				|| state.readState().isStale(this.connection.isVerified());
	}

	/**
	 * Resynchronizes all states after one of them was found older than it was known: the
	 * ensemble answers from another history, whose one-shot watches report nothing. A new
	 * session reads everything anyway.
	 * @param path the path of the state
	 */
	void historyReplaced(String path) {
		if (this.connection.historyReplaced(path)) {
			this.states.within("/").forEach(MirroredState::resync);
		}
	}

	private void coverageChanged(String root) {
		this.states.within(root).forEach((state) -> state.setCovered(this.recursive.covers(state.path())));
		this.trees.forEach(MirroredTree::coverageChanged);
	}

	/**
	 * Calls a subscription under the lock, until it is closed.
	 */
	private final class Subscription implements MirrorSubscription {

		private final MirrorSubscription guarded;

		private boolean closed;

		private Subscription(MirrorSubscription guarded) {
			this.guarded = guarded;
		}

		@Override
		public boolean isStale() {
			synchronized (Mirror.this.connection) {
				return this.closed || this.guarded.isStale();
			}
		}

		@Override
		public void resync() {
			locked(() -> {
				if (!this.closed) {
					this.guarded.resync();
				}
			});
		}

		@Override
		public void close() {
			locked(() -> {
				if (!this.closed) {
					this.closed = true;
					this.guarded.close();
				}
			});
		}

	}

	/**
	 * The subscription of one listener to one state.
	 *
	 * @param <S> the kind of snapshot
	 * @param mirror the mirror
	 * @param state the state
	 * @param listener the listener
	 */
	private record StateSubscription<S extends Snapshot>(Mirror mirror, MirroredState<S> state,
			MirrorListener<S> listener) implements MirrorSubscription {

		@Override
		public boolean isStale() {
			return this.mirror.isStale(this.state);
		}

		@Override
		public void resync() {
			this.state.resync();
		}

		@Override
		public void close() {
			this.mirror.states().detach(this.state, this.listener);
		}

	}

}
