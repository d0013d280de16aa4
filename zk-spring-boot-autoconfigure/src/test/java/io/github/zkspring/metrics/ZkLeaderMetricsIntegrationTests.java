package io.github.zkspring.metrics;

import java.util.concurrent.CountDownLatch;

import io.github.zkspring.autoconfigure.ZkAutoConfiguration;
import io.github.zkspring.autoconfigure.leader.ZkLeaderAutoConfiguration;
import io.github.zkspring.autoconfigure.metrics.ZkMetricsAutoConfiguration;
import io.github.zkspring.faults.ForeignClient;
import io.github.zkspring.faults.ZooKeeperProcess;
import io.github.zkspring.leader.LeaderElection;
import io.github.zkspring.leader.LeaderElections;
import io.github.zkspring.leader.LeaderOnly;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.curator.framework.CuratorFramework;
import org.junit.jupiter.api.Test;

import org.springframework.aop.support.AopUtils;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The meters of elections in an application that loses its session.
 */
class ZkLeaderMetricsIntegrationTests {

	@Test
	void metersFollowLeadershipThroughAnExpiredSession() {
		try (ZooKeeperProcess server = ZooKeeperProcess.start()) {
			new ApplicationContextRunner()
				.withConfiguration(AutoConfigurations.of(ZkAutoConfiguration.class, ZkLeaderAutoConfiguration.class,
						ZkMetricsAutoConfiguration.class))
				.withBean(SimpleMeterRegistry.class)
				.withBean(Job.class)
				.withPropertyValues("zk.connect-string=" + server.connectString())
				.run((context) -> {
					MeterRegistry registry = context.getBean(MeterRegistry.class);
					context.getBean(ZkLeaderMetrics.class).bindTo(registry);
					LeaderElection election = context.getBean(LeaderElections.class).election("jobs");
					Job job = context.getBean(Job.class);
					assertThat(AopUtils.isAopProxy(job)).isTrue();
					await().until(election::isLeader);
					assertThat(registry.get("zookeeper.leader.held").tag("election", "jobs").gauge().value())
						.isEqualTo(1);
					assertThat(transitions(registry, "granted")).isEqualTo(1);
					job.run();
					assertThat(bodies(registry, "run")).isEqualTo(1);
					assertThat(bodies(registry, "skipped")).isZero();

					Thread body = new Thread(job::block, "body");
					body.start();
					await().until(() -> bodies(registry, "run") == 2);
					ForeignClient.expire(context.getBean(CuratorFramework.class));
					await().until(() -> bodies(registry, "interrupted") == 1);
					body.join();
					await().until(() -> transitions(registry, "granted") == 2);
					assertThat(transitions(registry, "revoked")).isEqualTo(1);
					double led = time(registry);
					await().until(() -> time(registry) > led);

					election.resign().join();
					assertThat(registry.get("zookeeper.leader.held").gauge().value()).isZero();
					await().until(() -> transitions(registry, "revoked") == 2);
					assertThat(time(registry)).isEqualTo(time(registry));
					job.run();
					assertThat(bodies(registry, "skipped")).isEqualTo(1);
					assertThat(bodies(registry, "run")).isEqualTo(2);
				});
		}
	}

	private static double transitions(MeterRegistry registry, String transition) {
		return registry.get("zookeeper.leader.transitions")
			.tags("election", "jobs", "transition", transition)
			.functionCounter()
			.count();
	}

	private static double bodies(MeterRegistry registry, String outcome) {
		return registry.get("zookeeper.leader.bodies")
			.tags("election", "jobs", "outcome", outcome)
			.functionCounter()
			.count();
	}

	private static double time(MeterRegistry registry) {
		return registry.get("zookeeper.leader.time").tag("election", "jobs").functionCounter().count();
	}

	static class Job {

		@LeaderOnly("jobs")
		void run() {
		}

		@LeaderOnly("jobs")
		void block() {
			try {
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

	}

}
