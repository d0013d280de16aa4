package io.github.zkspring.faults;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryForever;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;

/**
 * An independent client of the ensemble that does not use this project. It repeats its
 * requests until a server answers.
 */
public final class ForeignClient implements AutoCloseable {

	private final CuratorFramework curator;

	public ForeignClient(String connectString) {
		this.curator = CuratorFrameworkFactory.builder()
			.connectString(connectString)
			.sessionTimeoutMs(30000)
			.connectionTimeoutMs(10000)
			.ensembleTracker(false)
			.retryPolicy(new RetryForever(50))
			.build();
		this.curator.start();
	}

	public CuratorFramework curator() {
		return this.curator;
	}

	/**
	 * Writes a znode and creates it with its parents if necessary.
	 */
	public Stat write(String path, String payload) {
		return write(path, payload.getBytes(StandardCharsets.UTF_8));
	}

	public Stat write(String path, byte[] payload) {
		return call(() -> {
			if (this.curator.checkExists().forPath(path) == null) {
				this.curator.create().orSetData().creatingParentsIfNeeded().forPath(path, payload);
				return this.curator.checkExists().forPath(path);
			}
			return this.curator.setData().forPath(path, payload);
		});
	}

	public void createEphemeral(String path) {
		call(() -> this.curator.create().creatingParentsIfNeeded().withMode(CreateMode.EPHEMERAL).forPath(path));
	}

	public void delete(String path) {
		call(() -> {
			try {
				this.curator.delete().deletingChildrenIfNeeded().forPath(path);
				return true;
			}
			catch (KeeperException.NoNodeException ex) {
				return false;
			}
		});
	}

	public List<String> children(String path) {
		return call(() -> {
			try {
				return this.curator.getChildren().forPath(path);
			}
			catch (KeeperException.NoNodeException ex) {
				return List.of();
			}
		});
	}

	/**
	 * Makes the server end the session of another client: a second handle takes the
	 * session over and closes it.
	 * @param victim the client whose session ends
	 */
	public static void expire(CuratorFramework victim) {
		call(() -> {
			ZooKeeper handle = victim.getZookeeperClient().getZooKeeper();
			CountDownLatch connected = new CountDownLatch(1);
			ZooKeeper duplicate = new ZooKeeper(victim.getZookeeperClient().getCurrentConnectionString(),
					handle.getSessionTimeout(), (event) -> {
						if (event.getState() == KeeperState.SyncConnected) {
							connected.countDown();
						}
					}, handle.getSessionId(), handle.getSessionPasswd());
			connected.await();
			return duplicate.close((int) Duration.ofSeconds(5).toMillis());
		});
	}

	private static <T> T call(Request<T> request) {
		try {
			return request.send();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() {
		this.curator.close();
	}

	/**
	 * A request.
	 *
	 * @param <T> its answer
	 */
	private interface Request<T> {

		T send() throws Exception;

	}

}
