package io.github.zkspring.benchmark;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import io.github.zkspring.autoconfigure.ZkAutoConfiguration;
import io.github.zkspring.autoconfigure.lock.ZkLockAutoConfiguration;
import io.github.zkspring.lock.HeldLock;
import io.github.zkspring.lock.ZkLockTemplate;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.recipes.locks.InterProcessMutex;
import org.apache.curator.retry.RetryForever;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/**
 * Creates the locks to compare.
 */
final class LockContenders {

	private static final int SESSION = 30000;

	private LockContenders() {
	}

	static LockContender raw(String connectString) throws Exception {
		ZooKeeper zooKeeper = new ZooKeeper(connectString, SESSION, (event) -> {
		});
		while (!zooKeeper.getState().isConnected()) {
			Thread.onSpinWait();
		}
		zooKeeper.create("/raw-lock", new byte[0], ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
		return new RawLock(zooKeeper);
	}

	static LockContender curator(String connectString) {
		CuratorFramework curator = CuratorFrameworkFactory.newClient(connectString, SESSION, SESSION,
				new RetryForever(50));
		curator.start();
		return new CuratorLock(curator, new InterProcessMutex(curator, "/curator-lock"));
	}

	static LockContender template(String connectString, Consumer<HeldLock> release) {
		ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
			.web(WebApplicationType.NONE)
			.properties("zk.connect-string=" + connectString, "spring.main.banner-mode=off")
			.run();
		return new TemplateLock(context, context.getBean(ZkLockTemplate.class), release);
	}

	/**
	 * Minimum for an uncontended lock: creates and lists in one batch, and deletes
	 * asynchronously.
	 */
	private record RawLock(ZooKeeper zooKeeper) implements LockContender {

		@Override
		public Runnable lock() throws Exception {
			CompletableFuture<String> created = new CompletableFuture<>();
			CompletableFuture<List<String>> listed = new CompletableFuture<>();
			this.zooKeeper.create("/raw-lock/n-", new byte[0], ZooDefs.Ids.OPEN_ACL_UNSAFE,
					CreateMode.EPHEMERAL_SEQUENTIAL, (rc, path, context, name) -> created.complete(name), null);
			this.zooKeeper.getChildren("/raw-lock", false, (rc, path, context, names) -> listed.complete(names), null);
			List<String> queue = listed.get().stream().sorted().toList();
			String own = created.get();
			if (!own.endsWith(queue.get(0))) {
				throw KeeperException.create(KeeperException.Code.SYSTEMERROR, own);
			}
			return () -> this.zooKeeper.delete(own, -1, (rc, path, context) -> {
			}, null);
		}

		@Override
		public void close() throws Exception {
			this.zooKeeper.close();
		}

	}

	/**
	 * {@link LockContender} for Curator's mutex, shared by all threads.
	 *
	 * @param curator the client
	 * @param mutex the lock
	 */
	private record CuratorLock(CuratorFramework curator, InterProcessMutex mutex) implements LockContender {

		@Override
		public Runnable lock() throws Exception {
			this.mutex.acquire();
			return () -> HandoverParticipants.checked(() -> {
				this.mutex.release();
				return null;
			});
		}

		@Override
		public void close() {
			this.curator.close();
		}

	}

	/**
	 * {@link LockContender} for the lock template.
	 *
	 * @param context the application
	 * @param locks its locks
	 * @param release releases a lock
	 */
	private record TemplateLock(ConfigurableApplicationContext context, ZkLockTemplate locks,
			Consumer<HeldLock> release) implements LockContender {

		@Override
		public Runnable lock() {
			HeldLock lock = this.locks.acquire("benchmark");
			return () -> this.release.accept(lock);
		}

		@Override
		public void close() {
			this.context.close();
		}

	}

	/**
	 * Application with this starter.
	 */
	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ ZkAutoConfiguration.class, ZkLockAutoConfiguration.class })
	static class Application {

	}

}
