package io.github.zkspring.mirror;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.github.zkspring.client.EngineLoop;
import io.github.zkspring.client.ZkConnection;
import io.github.zkspring.client.ZkConnectionListener;
import io.github.zkspring.client.ZkHandle;
import io.github.zkspring.client.ZkPaths;
import io.github.zkspring.client.ZkSessionState;

/**
 * The znodes that this application watches. A path has one watch on the server and one
 * read per change, whatever the number of subscriptions; each subscription gets the
 * present state first and then every later one, through any fault that ends.
 */
public class Mirror implements ZkConnectionListener {

	private final ZkConnection connection;

	private final EngineLoop loop;

	private final Map<String, MirroredZnode> znodes = new HashMap<>();

	/**
	 * Create a mirror.
	 * @param connection where the znodes are
	 * @param loop where timers and resyncs run
	 */
	public Mirror(ZkConnection connection, EngineLoop loop) {
		this.connection = connection;
		this.loop = loop;
		connection.addListener(this);
	}

	/**
	 * Watch the data of a znode.
	 * @param path the znode, existing or not
	 * @param listener receives its states
	 * @return the subscription
	 */
	public MirrorSubscription data(String path, MirrorListener<ZnodeSnapshot> listener) {
		return subscribe(path, MirroredZnode::data, listener);
	}

	/**
	 * Watch the names of the children of a znode.
	 * @param path the parent, existing or not
	 * @param listener receives its states
	 * @return the subscription
	 */
	public MirrorSubscription children(String path, MirrorListener<ChildrenSnapshot> listener) {
		return subscribe(path, MirroredZnode::children, listener);
	}

	/**
	 * Watch the children of a znode and the data of each.
	 * @param path the parent, existing or not
	 * @param listener receives states in which the data of every child is known
	 * @return the subscription
	 */
	public MirrorSubscription childrenWithData(String path, MirrorListener<ChildrenSnapshot> listener) {
		return new ChildrenWithData(path, this, this.loop, listener).open();
	}

	/**
	 * Watch a subtree.
	 * @param path its root, existing or not
	 * @param scope which znodes of it
	 * @param listener receives the states of its znodes
	 * @return the subscription
	 */
	public MirrorSubscription tree(String path, TreeScope scope, TreeListener listener) {
		throw new UnsupportedOperationException();
	}

	private <S extends Snapshot> MirrorSubscription subscribe(String path,
			Function<MirroredZnode, MirroredState<S>> kind, MirrorListener<S> listener) {
		ZkPaths.validate(path);
		synchronized (this.znodes) {
			MirroredZnode znode = this.znodes.computeIfAbsent(path,
					(key) -> new MirroredZnode(key, this.connection, this.loop));
			MirroredState<S> state = kind.apply(znode);
			znode.addListener(state, listener);
			return new StateSubscription<>(znode, state, listener);
		}
	}

	@Override
	public void connected(ZkHandle handle) {
		this.loop.execute(() -> all().forEach((znode) -> znode.connected(handle)));
	}

	@Override
	public void disconnected(ZkSessionState state) {
		this.loop.execute(() -> all().forEach(MirroredZnode::disconnected));
	}

	private List<MirroredZnode> all() {
		synchronized (this.znodes) {
			return List.copyOf(this.znodes.values());
		}
	}

	/**
	 * The interest of one listener in one state.
	 *
	 * @param <S> the kind of snapshot
	 */
	private final class StateSubscription<S extends Snapshot> implements MirrorSubscription {

		private final MirroredZnode znode;

		private final MirroredState<S> state;

		private final MirrorListener<S> listener;

		private StateSubscription(MirroredZnode znode, MirroredState<S> state, MirrorListener<S> listener) {
			this.znode = znode;
			this.state = state;
			this.listener = listener;
		}

		@Override
		public boolean isStale() {
			return this.state.isStale();
		}

		@Override
		public void close() {
			synchronized (Mirror.this.znodes) {
				if (this.znode.removeListener(this.state, this.listener)) {
					Mirror.this.znodes.remove(this.znode.path(), this.znode);
				}
			}
		}

	}

}
