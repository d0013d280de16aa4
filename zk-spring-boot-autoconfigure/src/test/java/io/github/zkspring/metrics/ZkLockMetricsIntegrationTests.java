package io.github.zkspring.metrics;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.github.zkspring.autoconfigure.ZkAutoConfiguration;
import io.github.zkspring.autoconfigure.lease.ZkLeaseAutoConfiguration;
import io.github.zkspring.autoconfigure.lock.ZkLockAutoConfiguration;
import io.github.zkspring.autoconfigure.metrics.ZkMetricsAutoConfiguration;
import io.github.zkspring.faults.ForeignClient;
import io.github.zkspring.faults.ZooKeeperProcess;
import io.github.zkspring.lease.ZkLease;
import io.github.zkspring.lease.ZkLeases;
import io.github.zkspring.lock.HeldLock;
import io.github.zkspring.lock.LockNotAcquiredException;
import io.github.zkspring.lock.LockOptions;
import io.github.zkspring.lock.ZkLock;
import io.github.zkspring.lock.ZkLockTemplate;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.curator.framework.CuratorFramework;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * The meters of locks and leases in an application.
 */
class ZkLockMetricsIntegrationTests {

	private static ZooKeeperProcess server;

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ZkAutoConfiguration.class, ZkLockAutoConfiguration.class,
				ZkLeaseAutoConfiguration.class, ZkMetricsAutoConfiguration.class))
		.withBean(SimpleMeterRegistry.class)
		.withBean(Orders.class)
		.withPropertyValues("zk.connect-string=" + server.connectString());

	@BeforeAll
	static void startServer() {
		server = ZooKeeperProcess.start();
	}

	@AfterAll
	static void stopServer() {
		server.close();
	}

	@Test
	void tellsLocksOfMethodsByWhatTheAnnotationSays() {
		this.contextRunner.run((context) -> {
			MeterRegistry registry = bind(context.getBean(ZkLockMetrics.class), context.getBean(MeterRegistry.class));
			Orders orders = context.getBean(Orders.class);
			orders.ship(17);
			orders.ship(18);
			assertThat(waits(registry, "orders/#{#id}", "acquired")).isEqualTo(2);
			Timer hold = registry.get("zookeeper.lock.hold").tag("lock", "orders/#{#id}").timer();
			assertThat(hold.count()).isEqualTo(2);
			assertThat(hold.totalTime(TimeUnit.NANOSECONDS)).isPositive();
			assertThat(lost(registry, "orders/#{#id}")).isZero();
			assertThat(registry.getMeters())
				.allSatisfy((meter) -> assertThat(meter.getId().getTags().toString()).doesNotContain("17", "18"));
		});
	}

	@Test
	void tellsWhetherOthersHadTheLockOrNoServerAnswered() {
		this.contextRunner.run((context) -> {
			MeterRegistry registry = bind(context.getBean(ZkLockMetrics.class), context.getBean(MeterRegistry.class));
			ZkLockTemplate locks = context.getBean(ZkLockTemplate.class);
			locks.execute("one", (held) -> {
				Thread other = new Thread(() -> assertThat(locks.tryAcquire("one")).isEmpty());
				other.start();
				other.join();
				// another time by the same thread is no wait
				locks.acquire("one").close();
				return held.isHeld();
			});
			assertThat(waits(registry, "programmatic", "acquired")).isEqualTo(1);
			assertThat(waits(registry, "programmatic", "taken")).isEqualTo(1);
			assertThat(registry.get("zookeeper.lock.hold").timer().count()).isEqualTo(1);
			server.process().suspend();
			try {
				assertThatExceptionOfType(LockNotAcquiredException.class)
					.isThrownBy(() -> locks.acquire("two", LockOptions.exclusive().withWait(Duration.ofMillis(200))));
			}
			finally {
				server.process().resume();
			}
			assertThat(waits(registry, "programmatic", "failed")).isEqualTo(1);
		});
	}

	@Test
	void countsLostLocks() {
		this.contextRunner.run((context) -> {
			MeterRegistry registry = bind(context.getBean(ZkLockMetrics.class), context.getBean(MeterRegistry.class));
			HeldLock held = context.getBean(ZkLockTemplate.class).acquire("one");
			assertThat(lost(registry, "programmatic")).isZero();
			ForeignClient.expire(context.getBean(CuratorFramework.class));
			await().until(() -> lost(registry, "programmatic") == 1);
			held.close();
			assertThat(lost(registry, "programmatic")).isEqualTo(1);
			assertThat(registry.get("zookeeper.lock.hold").timer().count()).isEqualTo(1);
		});
	}

	@Test
	void countsClaimsForLeases() {
		this.contextRunner.run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			context.getBean(ZkLeaseMetrics.class).bindTo(registry);
			Orders orders = context.getBean(Orders.class);
			orders.cleanUp();
			orders.cleanUp();
			assertThat(claims(registry, "clean-up", "taken")).isEqualTo(1);
			assertThat(claims(registry, "clean-up", "refused")).isEqualTo(1);
			context.getBean(ZkLeases.class).tryAcquire("of-17", Duration.ofMinutes(1));
			assertThat(claims(registry, "programmatic", "taken")).isEqualTo(1);
		});
	}

	private static MeterRegistry bind(ZkLockMetrics metrics, MeterRegistry registry) {
		metrics.bindTo(registry);
		return registry;
	}

	private static long waits(MeterRegistry registry, String lock, String outcome) {
		Timer timer = registry.find("zookeeper.lock.wait").tags("lock", lock, "outcome", outcome).timer();
		return (timer != null) ? timer.count() : 0;
	}

	private static double lost(MeterRegistry registry, String lock) {
		return registry.get("zookeeper.lock.lost").tag("lock", lock).counter().count();
	}

	private static double claims(MeterRegistry registry, String lease, String outcome) {
		Counter counter = registry.find("zookeeper.lease.claims").tags("lease", lease, "outcome", outcome).counter();
		return (counter != null) ? counter.count() : 0;
	}

	static class Orders {

		@ZkLock("orders/#{#id}")
		void ship(int id) {
		}

		@ZkLease(name = "clean-up", duration = "1m")
		void cleanUp() {
		}

	}

}
