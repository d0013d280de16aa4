package io.github.zkspring.watch;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;

/**
 * Another client that writes, deletes and creates at random and does not care for
 * failures.
 */
class SoakWriter implements AutoCloseable {

	static final String ROOT = "/soak";

	private static final int UNDER_WAY = 200;

	private final ZooKeeper zooKeeper;

	private final int znodes;

	private final Random random = new Random(1);

	private final Semaphore permits = new Semaphore(UNDER_WAY);

	private final AtomicLong done = new AtomicLong();

	private final AtomicLong deletions = new AtomicLong();

	private final ScheduledExecutorService thread = Executors
		.newSingleThreadScheduledExecutor((task) -> new Thread(task, "soak-writer"));

	SoakWriter(String connectString, int znodes) throws Exception {
		this.znodes = znodes;
		this.zooKeeper = new ZooKeeper(connectString, 60000, (event) -> {
		});
	}

	static String path(int number) {
		return "%s/n%05d".formatted(ROOT, number);
	}

	void createAll() throws Exception {
		awaitConnected();
		this.zooKeeper.create(ROOT, null, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
		CountDownLatch created = new CountDownLatch(this.znodes);
		for (int number = 0; number < this.znodes; number++) {
			this.zooKeeper.create(path(number), new byte[8], Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT,
					(rc, path, context, name) -> created.countDown(), null);
		}
		created.await();
	}

	void start() {
		this.thread.scheduleWithFixedDelay(this::write, 0, 10, TimeUnit.MILLISECONDS);
	}

	private void write() {
		for (int request = 0; request < 20 && this.permits.tryAcquire(); request++) {
			String path = path(this.random.nextInt(this.znodes));
			byte[] data = new byte[8];
			this.random.nextBytes(data);
			switch (this.random.nextInt(10)) {
				case 0, 1 ->
					this.zooKeeper.delete(path, -1, (rc, ignored, context) -> answered(rc, this.deletions), null);
				case 2, 3, 4 -> this.zooKeeper.create(path, data, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT,
						(rc, ignored, context, name) -> answered(rc, this.done), null);
				default -> this.zooKeeper.setData(path, data, -1,
						(rc, ignored, context, stat) -> answered(rc, this.done), null);
			}
		}
	}

	private void answered(int rc, AtomicLong counter) {
		this.permits.release();
		if (rc == Code.OK.intValue()) {
			counter.incrementAndGet();
		}
	}

	/**
	 * Stop, and wait for the last answer.
	 */
	void stop() throws InterruptedException {
		this.thread.shutdown();
		this.thread.awaitTermination(10, TimeUnit.SECONDS);
		this.permits.acquire(UNDER_WAY);
	}

	/**
	 * What the servers hold in the end.
	 * @return the state of each path
	 */
	Map<String, SoakState> states() throws Exception {
		awaitConnected();
		CountDownLatch synced = new CountDownLatch(1);
		this.zooKeeper.sync(ROOT, (rc, path, context) -> synced.countDown(), null);
		synced.await();
		Map<String, SoakState> states = new HashMap<>();
		for (int number = 0; number < this.znodes; number++) {
			Stat stat = new Stat();
			try {
				byte[] data = this.zooKeeper.getData(path(number), false, stat);
				states.put(path(number), SoakState.of(data, stat));
			}
			catch (KeeperException.NoNodeException ex) {
				states.put(path(number), SoakState.of(null, null));
			}
		}
		return states;
	}

	private void awaitConnected() throws Exception {
		while (true) {
			try {
				this.zooKeeper.exists("/", false);
				return;
			}
			catch (KeeperException.ConnectionLossException ex) {
				// each failed request has waited for an attempt to connect
			}
		}
	}

	@Override
	public void close() throws InterruptedException {
		this.thread.shutdownNow();
		this.zooKeeper.close();
	}

	@Override
	public String toString() {
		return this.done + " writes, " + this.deletions + " deletions";
	}

}
