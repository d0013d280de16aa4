package io.github.zkspring.benchmark.watch;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;

/**
 * Times of the last connection and the last expiry of a session.
 */
final class SessionLog implements Watcher {

	private long connectedAt;

	private long expiredAt;

	@Override
	public synchronized void process(WatchedEvent event) {
		if (event.getType() != Event.EventType.None) {
			return;
		}
		if (event.getState() == Event.KeeperState.SyncConnected && this.connectedAt == 0) {
			this.connectedAt = System.nanoTime();
			notifyAll();
		}
		else if (event.getState() == Event.KeeperState.Expired) {
			this.expiredAt = System.nanoTime();
		}
	}

	synchronized void reset() {
		this.connectedAt = 0;
		this.expiredAt = 0;
	}

	synchronized void awaitConnected(Duration limit) throws InterruptedException {
		long end = System.nanoTime() + limit.toNanos();
		while (this.connectedAt == 0) {
			long left = end - System.nanoTime();
			if (left <= 0) {
				throw new LateException("not connected");
			}
			TimeUnit.NANOSECONDS.timedWait(this, left);
		}
	}

	/**
	 * Returns the time of the expiry if the session expired, otherwise of the connection.
	 * @return the time on the monotonic clock
	 */
	synchronized long backAt() {
		return (this.expiredAt != 0) ? this.expiredAt : this.connectedAt;
	}

}
