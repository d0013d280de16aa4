package io.github.zkspring.faults;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;

/**
 * Writes to the children of one znode as fast as the server takes it, a hundred in one
 * transaction; if wanted, it creates and deletes others beside and below them as well.
 */
public final class StormWriter implements AutoCloseable {

	private static final int UNDER_WAY = 8;

	private static final int WRITES = 100;

	private final ZooKeeper zooKeeper;

	private final String root;

	private final int znodes;

	private final Random random = new Random(3);

	private final Semaphore permits = new Semaphore(UNDER_WAY);

	private final AtomicLong written = new AtomicLong();

	private volatile boolean mixed;

	private volatile boolean ended;

	private volatile boolean blowing;

	private final Thread thread = new Thread(this::run, "storm-writer");

	/**
	 * Create a writer, and all it writes to.
	 * @param connectString the servers
	 * @param root the parent of the znodes
	 * @param znodes how many
	 */
	public StormWriter(String connectString, String root, int znodes) throws Exception {
		this.root = root;
		this.znodes = znodes;
		this.zooKeeper = new ZooKeeper(connectString, 60000, (event) -> {
		});
		List<Op> creations = Stream
			.concat(Stream.of(root), Stream.iterate(0, (number) -> number + 1).limit(znodes).map(this::path))
			.map((path) -> Op.create(path, payload(), Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT))
			.toList();
		this.zooKeeper.multi(creations);
		this.thread.start();
	}

	/**
	 * A znode that is written to, and never deleted.
	 */
	public String path(int number) {
		return "%s/n%03d".formatted(this.root, number);
	}

	private byte[] payload() {
		return Long.toHexString(this.random.nextLong()).getBytes(StandardCharsets.US_ASCII);
	}

	/**
	 * Create and delete as well.
	 */
	public void mix() {
		this.mixed = true;
	}

	public void blow() {
		this.blowing = true;
	}

	/**
	 * Stop, and wait for all answers.
	 */
	public void calm() {
		this.blowing = false;
		this.permits.acquireUninterruptibly(UNDER_WAY);
		this.permits.release(UNDER_WAY);
	}

	public long written() {
		return this.written.get();
	}

	private void run() {
		try {
			while (!this.ended) {
				this.permits.acquire();
				if (this.blowing) {
					write();
				}
				else {
					this.permits.release();
					TimeUnit.MILLISECONDS.sleep(1);
				}
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void write() throws InterruptedException {
		List<Op> writes = Stream.generate(() -> Op.setData(path(this.random.nextInt(this.znodes)), payload(), -1))
			.limit(WRITES)
			.toList();
		this.zooKeeper.multi(writes, (rc, path, context, results) -> answered(rc, WRITES), null);
		if (this.mixed) {
			String parent = this.random.nextBoolean() ? this.root : path(this.random.nextInt(this.znodes));
			createOrDelete(parent + "/c" + this.random.nextInt(4));
		}
	}

	private void createOrDelete(String path) throws InterruptedException {
		this.permits.acquire();
		if (this.random.nextBoolean()) {
			this.zooKeeper.create(path, payload(), Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT,
					(rc, asked, context, name) -> answered(rc, 1), null);
		}
		else {
			this.zooKeeper.delete(path, -1, (rc, asked, context) -> answered(rc, 1), null);
		}
	}

	private void answered(int rc, int writes) {
		this.permits.release();
		if (rc == Code.OK.intValue()) {
			this.written.addAndGet(writes);
		}
	}

	/**
	 * What the server holds.
	 * @return the payload of each znode, by its path
	 */
	public TreeMap<String, String> present() throws Exception {
		this.zooKeeper.sync(this.root);
		TreeMap<String, String> present = new TreeMap<>();
		read(this.root, present);
		return present;
	}

	private void read(String path, TreeMap<String, String> present) throws Exception {
		try {
			present.put(path, new String(this.zooKeeper.getData(path, false, null), StandardCharsets.US_ASCII));
			for (String name : this.zooKeeper.getChildren(path, false)) {
				read(path + "/" + name, present);
			}
		}
		catch (KeeperException.NoNodeException ex) {
			present.remove(path);
		}
	}

	@Override
	public void close() throws Exception {
		this.ended = true;
		this.thread.interrupt();
		this.thread.join();
		this.zooKeeper.close();
	}

}
