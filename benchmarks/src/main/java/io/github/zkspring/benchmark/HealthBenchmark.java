package io.github.zkspring.benchmark;

import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.github.zkspring.autoconfigure.ZkAutoConfiguration;
import io.github.zkspring.autoconfigure.discovery.ZkDiscoveryAutoConfiguration;
import io.github.zkspring.autoconfigure.health.ZkHealthContributorAutoConfiguration;
import io.github.zkspring.autoconfigure.leader.ZkLeaderAutoConfiguration;
import io.github.zkspring.autoconfigure.lock.ZkLockAutoConfiguration;
import io.github.zkspring.autoconfigure.watch.ZkWatchAutoConfiguration;
import io.github.zkspring.client.ZkSession;
import io.github.zkspring.discovery.ServiceCatalog;
import io.github.zkspring.embedded.EmbeddedZooKeeperServer;
import io.github.zkspring.leader.LeaderElections;
import io.github.zkspring.watch.ZkWatches;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/**
 * Measures the response time of health with a running and with a stopped ensemble, in an
 * application with 100 watches, ten elections and ten services. The result is the 99th
 * percentile.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class HealthBenchmark {

	/** Whether the server is running. */
	@Param({ "true", "false" })
	public boolean server;

	/** Health indicator to call. */
	@Param({ "zookeeper", "zookeeperWatches", "zookeeperLeadership", "zookeeperDiscovery" })
	public String contributor;

	private final EmbeddedZooKeeperServer ensemble = new EmbeddedZooKeeperServer();

	private ConfigurableApplicationContext context;

	private HealthIndicator indicator;

	@Setup
	public void start() throws InterruptedException {
		this.ensemble.start();
		this.context = new SpringApplicationBuilder(Application.class)
			.properties("zk.connect-string=" + this.ensemble.getConnectString(), "spring.main.banner-mode=off")
			.run();
		ZkWatches watches = this.context.getBean(ZkWatches.class);
		LeaderElections elections = this.context.getBean(LeaderElections.class);
		ServiceCatalog catalog = this.context.getBean(ServiceCatalog.class);
		IntStream.range(0, 100).forEach((number) -> watches.data("/watched/" + number, String.class, (event) -> {
		}));
		IntStream.range(0, 10).forEach((number) -> {
			elections.election("election-" + number);
			catalog.instances("service-" + number);
		});
		if (!this.server) {
			this.ensemble.close();
			ZkSession session = this.context.getBean(ZkSession.class);
			while (session.state().isConnected()) {
				TimeUnit.MILLISECONDS.sleep(10);
			}
		}
		this.indicator = this.context.getBean(this.contributor + "HealthContributor", HealthIndicator.class);
	}

	@TearDown
	public void stop() {
		this.context.close();
		this.ensemble.close();
	}

	@Benchmark
	public Health health() {
		return this.indicator.health();
	}

	/**
	 * Application with all health indicators.
	 */
	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ ZkAutoConfiguration.class, ZkWatchAutoConfiguration.class,
			ZkLeaderAutoConfiguration.class, ZkLockAutoConfiguration.class, ZkDiscoveryAutoConfiguration.class,
			ZkHealthContributorAutoConfiguration.class })
	public static class Application {

	}

}
