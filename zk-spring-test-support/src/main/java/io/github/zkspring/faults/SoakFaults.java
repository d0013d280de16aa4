package io.github.zkspring.faults;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooKeeper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Repeatedly kills a server or ends the session.
 */
public final class SoakFaults {

	private static final long PAUSE_MILLIS = 1500;

	private final List<ZooKeeperProcess> servers;

	private final CuratorFramework victim;

	private final Random random = new Random(2);

	private final ScheduledExecutorService thread = Executors
		.newSingleThreadScheduledExecutor((task) -> new Thread(task, "soak-faults"));

	private int round;

	private volatile int kills;

	private volatile int expiries;

	private volatile String failure = "";

	public SoakFaults(List<ZooKeeperProcess> servers, CuratorFramework victim) {
		this.servers = servers;
		this.victim = victim;
	}

	public void start() {
		this.thread.scheduleWithFixedDelay(this::next, PAUSE_MILLIS, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
	}

	private void next() {
		try {
			this.round++;
			if (this.round % 2 == 0) {
				expire();
			}
			else {
				this.servers.get(this.random.nextInt(this.servers.size())).restart();
				this.kills++;
			}
		}
		catch (Exception ex) {
			this.failure = ex.toString();
		}
	}

	// unlike a single expiry, this one may meet a session that is over already
	private void expire() throws Exception {
		ZooKeeper handle = this.victim.getZookeeperClient().getZooKeeper();
		CountDownLatch answered = new CountDownLatch(1);
		ZooKeeper duplicate = new ZooKeeper(this.victim.getZookeeperClient().getCurrentConnectionString(),
				handle.getSessionTimeout(), (event) -> {
					if (event.getState() == KeeperState.SyncConnected) {
						this.expiries++;
					}
					if (event.getState() != KeeperState.Disconnected) {
						answered.countDown();
					}
				}, handle.getSessionId(), handle.getSessionPasswd());
		answered.await(5, TimeUnit.SECONDS);
		duplicate.close((int) Duration.ofSeconds(2).toMillis());
	}

	/**
	 * Stops the faults; all servers run afterwards.
	 */
	public void stop() throws InterruptedException {
		this.thread.shutdown();
		assertThat(this.thread.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
		this.servers.forEach(ZooKeeperProcess::awaitAnswer);
		assertThat(this.failure).isEmpty();
	}

	@Override
	public String toString() {
		return this.kills + " kills, " + this.expiries + " expiries";
	}

}
