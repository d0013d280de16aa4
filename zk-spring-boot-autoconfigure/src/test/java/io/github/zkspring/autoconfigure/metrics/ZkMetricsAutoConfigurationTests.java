package io.github.zkspring.autoconfigure.metrics;

import io.github.zkspring.autoconfigure.ZkAutoConfiguration;
import io.github.zkspring.autoconfigure.discovery.ZkDiscoveryAutoConfiguration;
import io.github.zkspring.autoconfigure.discovery.ZkRegistrationAutoConfiguration;
import io.github.zkspring.autoconfigure.leader.ZkLeaderAutoConfiguration;
import io.github.zkspring.autoconfigure.lease.ZkLeaseAutoConfiguration;
import io.github.zkspring.autoconfigure.lock.ZkLockAutoConfiguration;
import io.github.zkspring.autoconfigure.watch.ZkWatchAutoConfiguration;
import io.github.zkspring.lock.ZkLockTemplate;
import io.github.zkspring.metrics.ZkDiscoveryMetrics;
import io.github.zkspring.metrics.ZkLeaderMetrics;
import io.github.zkspring.metrics.ZkLeaseMetrics;
import io.github.zkspring.metrics.ZkLockMetrics;
import io.github.zkspring.metrics.ZkSessionMetrics;
import io.github.zkspring.metrics.ZkWatchMetrics;
import io.github.zkspring.watch.WatchErrorListener;
import io.github.zkspring.watch.ZkWatches;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ZkMetricsAutoConfiguration}, without a server.
 */
class ZkMetricsAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ZkAutoConfiguration.class, ZkWatchAutoConfiguration.class,
				ZkLeaderAutoConfiguration.class, ZkLockAutoConfiguration.class, ZkLeaseAutoConfiguration.class,
				ZkDiscoveryAutoConfiguration.class, ZkRegistrationAutoConfiguration.class,
				ZkMetricsAutoConfiguration.class))
		.withPropertyValues("zk.connect-string=127.0.0.1:1", "zk.startup.on-unavailable=continue",
				"zk.discovery.register=true", "zk.discovery.name=orders", "zk.discovery.drain=0s");

	@Test
	void definesMetersForEachFeature() {
		this.contextRunner.withBean(SimpleMeterRegistry.class)
			.run((context) -> assertThat(context).hasSingleBean(ZkSessionMetrics.class)
				.hasSingleBean(ZkWatchMetrics.class)
				.hasSingleBean(ZkLeaderMetrics.class)
				.hasSingleBean(ZkLockMetrics.class)
				.hasSingleBean(ZkLeaseMetrics.class)
				.hasSingleBean(ZkDiscoveryMetrics.class));
	}

	@Test
	void definesNoMetersWithoutRegistry() {
		this.contextRunner.run((context) -> assertThat(context).hasNotFailed()
			.doesNotHaveBean(MeterBinder.class)
			.doesNotHaveBean(WatchErrorListener.class));
	}

	@Test
	void definesNoMetersOfDisabledFeatures() {
		this.contextRunner.withBean(SimpleMeterRegistry.class)
			.withPropertyValues("zk.discovery.enabled=false")
			.run((context) -> assertThat(context).hasSingleBean(ZkSessionMetrics.class)
				.doesNotHaveBean(ZkDiscoveryMetrics.class));
	}

	@Test
	void featuresWorkWithoutMicrometer() {
		this.contextRunner.withClassLoader(new FilteredClassLoader("io.micrometer"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(ZkWatches.class)
				.hasSingleBean(ZkLockTemplate.class)
				.doesNotHaveBean(ZkMetricsAutoConfiguration.class));
	}

}
