package io.github.zkspring.template;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.zkspring.autoconfigure.ZkAutoConfiguration;
import io.github.zkspring.autoconfigure.template.ZkTemplateAutoConfiguration;
import io.github.zkspring.autoconfigure.watch.ZkWatchAutoConfiguration;
import io.github.zkspring.client.UnknownOutcomeException;
import io.github.zkspring.client.ZkException;
import io.github.zkspring.client.ZkSession;
import io.github.zkspring.client.ZkSessionState;
import io.github.zkspring.faults.QuorumLimits;
import io.github.zkspring.faults.Timeouts;
import io.github.zkspring.faults.ZooKeeperEnsemble;
import io.github.zkspring.faults.ZooKeeperProcess;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * The template on an ensemble that loses servers, and on one that has no quorum.
 */
class TemplateFailoverIntegrationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withConfiguration(AutoConfigurations
		.of(ZkAutoConfiguration.class, ZkWatchAutoConfiguration.class, ZkTemplateAutoConfiguration.class));

	@Test
	void losesNoWriteWhileServersAreKilledInTurn() {
		try (ZooKeeperEnsemble ensemble = ZooKeeperEnsemble.start(QuorumLimits.SHORT)) {
			this.runner.withPropertyValues("zk.connect-string=" + ensemble.connectString(), "zk.session-timeout=10s")
				.run((context) -> {
					ZkTemplate template = context.getBean(ZkTemplate.class);
					template.create("/t/n", 0, CreateOptions.persistent().withParents());
					template.ensurePath("/t/jobs");
					Counting counting = new Counting(template);
					CompletableFuture<Void> done = CompletableFuture.runAsync(counting);
					for (ZooKeeperProcess server : ensemble.servers()) {
						server.kill();
						int before = counting.counted;
						await().atMost(Timeouts.FAILOVER).until(() -> counting.counted > before);
						server.restart();
						ensemble.awaitComplete();
					}
					counting.stopped.set(true);
					assertThat(done).succeedsWithin(Timeouts.FAILOVER);
					template.sync("/t");
					int value = template.get("/t/n", Integer.class).orElseThrow().payload();
					assertThat(value).isBetween(counting.counted, counting.counted + counting.unknown);
					assertThat(template.children("/t/jobs")).hasSizeBetween(counting.created,
							counting.created + counting.unknownJobs);
				});
		}
	}

	@Test
	void readsAndRefusesWritesOnServerWithoutQuorum() {
		try (ZooKeeperProcess server = ZooKeeperProcess.startReadOnly()) {
			this.runner.withPropertyValues("zk.connect-string=" + server.connectString(), "zk.read-only=true")
				.run((context) -> {
					awaitReadOnly(context);
					ZkTemplate template = context.getBean(ZkTemplate.class);
					assertThat(template.children("/")).contains("zookeeper");
					assertThatExceptionOfType(ZkException.class).isThrownBy(() -> template.create("/refused", "value"))
						.withMessageContainingAll("/refused", "no quorum");
					assertThat(template.exists("/refused")).isEmpty();
				});
		}
	}

	private static void awaitReadOnly(ApplicationContext context) {
		ZkSession session = context.getBean(ZkSession.class);
		await().atMost(Timeouts.FAILOVER).until(() -> session.state() == ZkSessionState.READ_ONLY);
	}

	/**
	 * Counts, and enqueues a job with every number.
	 */
	static final class Counting implements Runnable {

		final AtomicBoolean stopped = new AtomicBoolean();

		volatile int counted;

		volatile int unknown;

		volatile int created;

		volatile int unknownJobs;

		private final ZkTemplate template;

		Counting(ZkTemplate template) {
			this.template = template;
		}

		@Override
		public void run() {
			while (!this.stopped.get()) {
				try {
					this.template.update("/t/n", Integer.class, (number) -> number + 1);
					this.counted = this.counted + 1;
				}
				catch (UnknownOutcomeException ex) {
					this.unknown = this.unknown + 1;
				}
				try {
					this.template.create("/t/jobs/job-", this.counted, CreateOptions.persistent().sequential());
					this.created = this.created + 1;
				}
				catch (UnknownOutcomeException ex) {
					this.unknownJobs = this.unknownJobs + 1;
				}
			}
		}

	}

}
