package io.github.zkspring.benchmark;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

import io.github.zkspring.autoconfigure.ZkAutoConfiguration;
import io.github.zkspring.autoconfigure.leader.ZkLeaderAutoConfiguration;
import io.github.zkspring.leader.LeaderElection;
import io.github.zkspring.leader.LeaderElections;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.recipes.leader.LeaderLatch;
import org.apache.curator.retry.RetryForever;
import org.apache.zookeeper.ZooKeeper;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/**
 * Creates participants in elections of three kinds, each with a separate session.
 */
final class HandoverParticipants {

	private static final int SESSION = 30000;

	private HandoverParticipants() {
	}

	static Participant raw(String connectString) {
		return checked(() -> new RawParticipant(new ZooKeeper(connectString, SESSION, (event) -> {
		})));
	}

	static Participant latch(String connectString) {
		CuratorFramework curator = CuratorFrameworkFactory.newClient(connectString, SESSION, SESSION,
				new RetryForever(50));
		curator.start();
		return new LatchParticipant(curator);
	}

	static Participant election(String connectString) {
		return new ElectionParticipant(new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.properties("zk.connect-string=" + connectString, "spring.main.banner-mode=off")
			.run());
	}

	static <T> T checked(Action<T> action) {
		try {
			return action.run();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Participant in an election.
	 */
	interface Participant extends AutoCloseable {

		void join();

		void stepDown();

		boolean isLeader();

		/**
		 * Wait for leadership without blocking a processor.
		 * @return the time of the observation
		 */
		default long awaitLeadership() {
			while (!isLeader()) {
				LockSupport.parkNanos(20_000);
			}
			return System.nanoTime();
		}

	}

	/**
	 * Action that may throw.
	 *
	 * @param <T> what it gives
	 */
	interface Action<T> {

		T run() throws Exception;

	}

	/**
	 * Curator's {@code LeaderLatch}, a new one for each term.
	 */
	private static final class LatchParticipant implements Participant {

		private final CuratorFramework curator;

		private LeaderLatch latch;

		private LatchParticipant(CuratorFramework curator) {
			this.curator = curator;
			this.latch = new LeaderLatch(curator, "/latch");
		}

		@Override
		public void join() {
			checked(() -> {
				this.latch = new LeaderLatch(this.curator, "/latch");
				this.latch.start();
				return null;
			});
		}

		@Override
		public void stepDown() {
			checked(() -> {
				this.latch.close();
				return null;
			});
		}

		@Override
		public boolean isLeader() {
			return this.latch.hasLeadership();
		}

		@Override
		public void close() {
			this.curator.close();
		}

	}

	/**
	 * Election of this project.
	 */
	private static final class ElectionParticipant implements Participant {

		private final ConfigurableApplicationContext context;

		private final LeaderElection election;

		private CompletableFuture<Void> resigned = CompletableFuture.completedFuture(null);

		private ElectionParticipant(ConfigurableApplicationContext context) {
			this.context = context;
			this.election = context.getBean(LeaderElections.class).election("benchmark");
		}

		@Override
		public void join() {
			this.resigned.join();
			this.election.rejoin();
		}

		@Override
		public void stepDown() {
			this.resigned = this.election.resign();
		}

		@Override
		public boolean isLeader() {
			return this.election.isLeader();
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
	@ImportAutoConfiguration({ ZkAutoConfiguration.class, ZkLeaderAutoConfiguration.class })
	static class Application {

	}

}
