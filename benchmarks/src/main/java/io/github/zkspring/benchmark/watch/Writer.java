package io.github.zkspring.benchmark.watch;

import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;

/**
 * Client that changes the watched znodes.
 */
final class Writer implements AutoCloseable {

	private static final int SESSION_TIMEOUT = 60_000;

	private final ZooKeeper zooKeeper;

	private final byte[] payload = new byte[Znodes.PAYLOAD_BYTES];

	private final ConcurrentHashMap<String, Integer> versions = new ConcurrentHashMap<>();

	Writer(String connectString) throws Exception {
		this.zooKeeper = new ZooKeeper(connectString, SESSION_TIMEOUT, (event) -> {
		});
		new Random(1).nextBytes(this.payload);
		awaitConnected();
	}

	/**
	 * Waits until the server answers this client, for example after a restart.
	 */
	void awaitConnected() throws Exception {
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

	void create(Znodes znodes) throws Exception {
		createMissing(znodes.root());
		CountDownLatch acks = new CountDownLatch(znodes.count());
		znodes.paths()
			.forEach((path) -> this.zooKeeper.create(path, this.payload, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT,
					(rc, ignored, context, name) -> acks.countDown(), null));
		acks.await();
		this.versions.put(znodes.root(), 0);
	}

	private void createMissing(String path) throws Exception {
		try {
			this.zooKeeper.create(path, null, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
		}
		catch (KeeperException.NodeExistsException ex) {
			// created by an earlier section
		}
	}

	/**
	 * Writes one znode and waits for the answer.
	 * @return the time before the request
	 */
	long write(String path) throws Exception {
		long start = System.nanoTime();
		this.zooKeeper.setData(path, this.payload, -1);
		return start;
	}

	void read(String path) throws Exception {
		this.zooKeeper.getData(path, false, null);
	}

	/**
	 * Writes every znode once.
	 * @return the version all have now
	 */
	int writeAll(Znodes znodes) throws Exception {
		awaitConnected();
		burst(znodes::path, znodes.count());
		return this.versions.merge(znodes.root(), 1, Integer::sum);
	}

	int version(Znodes znodes) {
		return this.versions.getOrDefault(znodes.root(), 0);
	}

	/**
	 * Pipeline the writes.
	 * @param paths gives the path of each write
	 * @param writes how many
	 * @return the times of the first request and of the last answer
	 */
	Burst burst(IntFunction<String> paths, int writes) throws Exception {
		CountDownLatch acks = new CountDownLatch(writes);
		AtomicInteger failures = new AtomicInteger();
		long start = System.nanoTime();
		long[] lastAck = new long[1];
		for (int i = 0; i < writes; i++) {
			this.zooKeeper.setData(paths.apply(i), this.payload, -1, (rc, path, context, stat) -> {
				if (rc != Code.OK.intValue()) {
					failures.incrementAndGet();
				}
				lastAck[0] = System.nanoTime();
				acks.countDown();
			}, null);
		}
		acks.await();
		if (failures.get() > 0) {
			throw new IllegalStateException(failures + " of " + writes + " writes failed");
		}
		return new Burst(start, lastAck[0]);
	}

	@Override
	public void close() throws Exception {
		this.zooKeeper.close();
	}

	/**
	 * The times of a burst on the monotonic clock.
	 *
	 * @param start before the first request
	 * @param lastAck after the last answer
	 */
	record Burst(long start, long lastAck) {

	}

}
