package io.github.zkspring.benchmark;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.github.zkspring.autoconfigure.ZkAutoConfiguration;
import io.github.zkspring.autoconfigure.ZkLeaderAutoConfiguration;
import io.github.zkspring.contender.Admission;
import io.github.zkspring.contender.Contender;
import io.github.zkspring.contender.ContenderListener;
import io.github.zkspring.contender.Contenders;
import io.github.zkspring.contender.Entrant;
import io.github.zkspring.contender.Grant;
import io.github.zkspring.contender.OnSuspended;
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
 * Locks of several kinds.
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

	static LockContender engine(String connectString) {
		ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
			.web(WebApplicationType.NONE)
			.properties("zk.connect-string=" + connectString, "spring.main.banner-mode=off")
			.run();
		return new EngineLock(context, context.getBean(Contenders.class));
	}

	/**
	 * The least a client can do that finds nobody before it: the create and the list
	 * leave together, the deletion is not waited for.
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
	 * Curator's mutex, one for all threads.
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
	 * The engine that locks stand on.
	 *
	 * @param context the application
	 * @param contenders the engine
	 */
	private record EngineLock(ConfigurableApplicationContext context, Contenders contenders) implements LockContender {

		private static final Entrant ENTRANT = new Entrant("benchmark", new byte[0], OnSuspended.HOLD,
				Admission.exclusive());

		@Override
		public Runnable lock() throws Exception {
			Turns turns = new Turns(new CompletableFuture<>());
			Contender contender = this.contenders.enrolOnce("/engine-lock", ENTRANT, turns);
			turns.granted.get();
			return contender::withdraw;
		}

		@Override
		public void close() {
			this.context.close();
		}

	}

	/**
	 * Waits for one turn.
	 *
	 * @param granted completes when it comes
	 */
	private record Turns(CompletableFuture<Grant> granted) implements ContenderListener {

		@Override
		public void placed() {
		}

		@Override
		public void granted(Grant grant) {
			this.granted.complete(grant);
		}

		@Override
		public void revoked(Grant grant) {
		}

		@Override
		public void failed(KeeperException ex) {
			this.granted.completeExceptionally(ex);
		}

	}

	/**
	 * An application of this starter.
	 */
	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ ZkAutoConfiguration.class, ZkLeaderAutoConfiguration.class })
	static class Application {

	}

}
