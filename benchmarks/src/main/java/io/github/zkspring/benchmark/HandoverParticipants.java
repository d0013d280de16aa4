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
 * Participants in elections of three kinds, each with a session of its own.
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
	 * One participant.
	 */
	interface Participant extends AutoCloseable {

		void join();

		void stepDown();

		boolean isLeader();

		/**
		 * Wait for leadership, and leave the processors to those who bring it.
		 * @return when it was seen
		 */
		default long awaitLeadership() {
			while (!isLeader()) {
				LockSupport.parkNanos(20_000);
			}
			return System.nanoTime();
		}

	}

	/**
	 * Anything that throws.
	 *
	 * @param <T> what it gives
	 */
	interface Action<T> {

		T run() throws Exception;

	}

	/**
	 * Curator's latch, a new one for every term.
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
	 * An election of this project.
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
	 * An application of this starter.
	 */
	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ ZkAutoConfiguration.class, ZkLeaderAutoConfiguration.class })
	static class Application {

	}

}
