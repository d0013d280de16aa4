package io.github.zkspring.benchmark.watch;

import java.io.IOException;

import org.apache.zookeeper.AddWatchMode;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;
import org.jspecify.annotations.Nullable;

/**
 * Base class for contenders that use the ZooKeeper client directly, with asynchronous
 * requests and a new handle after session expiry.
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
	 * Watches and reads everything in a new session.
	 */
	abstract void begin(Znodes znodes);

	/**
	 * Resync after a reconnect.
	 */
	abstract void resume(Znodes znodes);

	/**
	 * Process the event of a changed znode.
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
	 * Last value of a znode.
	 *
	 * @param data the payload
	 * @param mzxid the zxid of the write
	 */
	record Value(byte[] data, long mzxid) {

	}

}
