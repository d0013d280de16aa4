package io.github.zkspring.benchmark.watch;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;

/**
 * When the session of a contender was last connected and lost.
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
	 * When the session came back: its end where it expired, else its connection.
	 * @return the time on the monotonic clock
	 */
	synchronized long backAt() {
		return (this.expiredAt != 0) ? this.expiredAt : this.connectedAt;
	}

}
