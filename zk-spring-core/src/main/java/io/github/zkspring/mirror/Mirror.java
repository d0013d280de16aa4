package io.github.zkspring.mirror;

import io.github.zkspring.client.ZkPaths;
import io.github.zkspring.client.ZkSessionState;
import io.github.zkspring.client.connection.ZkConnection;
import io.github.zkspring.client.connection.ZkConnectionListener;
import io.github.zkspring.client.connection.ZkHandle;
import io.github.zkspring.client.support.ZkEventLoop;

/**
 * The znodes that this application watches. Each subscription gets the present state
 * first and then every later one, through any fault that ends. However many subscriptions
 * a path has, it is watched once and read once a change.
 *
 * <p>
 * A lone path is watched by the read itself: a one-shot watch, set anew with every read,
 * which ZooKeeper restores after a reconnect and which then fires for what was missed.
 * Many paths of one parent, and trees, share one persistent recursive watch; ZooKeeper
 * tells nothing of what such a watch missed, so everything below it is read again after a
 * reconnect, many znodes in one request.
 */
public class Mirror implements ZkConnectionListener {

	private final MirrorCore core;

	/**
	 * Create a mirror.
	 * @param connection where the znodes are
	 * @param loop where pauses are timed
	 * @param maxPayload the longest payload to read, in bytes
	 */
	public Mirror(ZkConnection connection, ZkEventLoop loop, long maxPayload) {
		this.core = new MirrorCore(connection, loop, maxPayload);
		connection.addListener(this);
	}

	/**
	 * Watch the data of a znode.
	 * @param path the znode, existing or not
	 * @param listener receives its states
	 * @return the subscription
	 */
	public MirrorSubscription data(String path, MirrorListener<ZnodeSnapshot> listener) {
		ZkPaths.validate(path);
		return this.core.locked(() -> {
			this.core.znodes().siblings().join(path, this.core.recursive());
			DataState state = this.core.attach(path, listener);
			return new StateSubscription<>(this.core, state, listener, true);
		});
	}

	/**
	 * Watch the names of the children of a znode.
	 * @param path the parent, existing or not
	 * @param listener receives its states
	 * @return the subscription
	 */
	public MirrorSubscription children(String path, MirrorListener<ChildrenSnapshot> listener) {
		ZkPaths.validate(path);
		return this.core.locked(() -> {
			ChildrenState state = this.core.attachChildren(path, listener);
			return new StateSubscription<>(this.core, state, listener, false);
		});
	}

	/**
	 * Watch the children of a znode and the data of each.
	 * @param path the parent, existing or not
	 * @param listener receives states in which the data of every child is known
	 * @return the subscription
	 */
	public MirrorSubscription childrenWithData(String path, MirrorListener<ChildrenSnapshot> listener) {
		return new ChildrenWithData(ZkPaths.validate(path), this.core, listener).open();
	}

	/**
	 * Watch a subtree.
	 * @param path its root, existing or not
	 * @param scope which znodes of it
	 * @param listener receives the states of its znodes
	 * @return the subscription
	 */
	public MirrorSubscription tree(String path, TreeScope scope, TreeListener listener) {
		return new MirroredTree(ZkPaths.validate(path), scope, listener, this.core).open();
	}

	/**
	 * Make several subscriptions at once: what they read first is read together.
	 * @param subscriptions makes them
	 */
	public void together(Runnable subscriptions) {
		this.core.locked(() -> this.core.queue().gate().gather(true));
		try {
			subscriptions.run();
		}
		finally {
			this.core.locked(() -> this.core.queue().gate().gather(false));
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

}
