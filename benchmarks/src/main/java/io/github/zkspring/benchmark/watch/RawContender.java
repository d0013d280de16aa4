package io.github.zkspring.benchmark.watch;

import java.io.IOException;

import org.apache.zookeeper.AddWatchMode;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;
import org.jspecify.annotations.Nullable;

/**
 * The ZooKeeper client itself, used with care: all requests asynchronous, a new handle
 * when a session has expired.
 */
abstract class RawContender implements WatchContender, Watcher {

	private final ContenderSetup setup;

	private ZooKeeper zooKeeper;

	private boolean fresh;

	private @Nullable Znodes znodes;

	RawContender(ContenderSetup setup) throws Exception {
		this.setup = setup;
		synchronized (this) {
			this.zooKeeper = connect();
			while (this.fresh) {
				wait();
			}
		}
	}

	private ZooKeeper connect() throws IOException {
		this.fresh = true;
		return new ZooKeeper(this.setup.connectString(), (int) ContenderSetup.SESSION_TIMEOUT.toMillis(), this);
	}

	@Override
	public final synchronized void watch(Znodes znodes) {
		this.znodes = znodes;
		begin(znodes);
	}

	@Override
	public final synchronized void process(WatchedEvent event) {
		this.setup.session().process(event);
		if (event.getType() != Event.EventType.None) {
			changed(event);
		}
		else if (event.getState() == Event.KeeperState.SyncConnected) {
			connected();
		}
		else if (event.getState() == Event.KeeperState.Expired) {
			try {
				this.zooKeeper = connect();
			}
			catch (IOException ex) {
				throw new IllegalStateException(ex);
			}
		}
	}

	private void connected() {
		boolean begins = this.fresh;
		this.fresh = false;
		notifyAll();
		if (this.znodes == null) {
			return;
		}
		if (begins) {
			begin(this.znodes);
		}
		else {
			resume(this.znodes);
		}
	}

	/**
	 * Watch and read everything: a session begins.
	 */
	abstract void begin(Znodes znodes);

	/**
	 * Catch up: the session is connected again.
	 */
	abstract void resume(Znodes znodes);

	/**
	 * The server says that a znode has changed.
	 */
	abstract void changed(WatchedEvent event);

	final void addWatch(String path, AddWatchMode mode) {
		this.zooKeeper.addWatch(path, this, mode, (rc, ignored, context) -> {
		}, null);
	}

	final void deliver(String path, int version) {
		this.setup.listener().value(path, version);
	}

	@Override
	public final synchronized ZooKeeper zooKeeper() {
		return this.zooKeeper;
	}

	@Override
	public void close() throws Exception {
		zooKeeper().close();
	}

	/**
	 * The last value of a znode, as a cache would keep it.
	 *
	 * @param data the payload
	 * @param mzxid the write it comes from
	 */
	record Value(byte[] data, long mzxid) {

	}

}
