package io.github.zkspring.benchmark;

import java.util.concurrent.TimeUnit;

import io.github.zkspring.autoconfigure.ZkAutoConfiguration;
import io.github.zkspring.autoconfigure.ZkEmbeddedAutoConfiguration;
import io.github.zkspring.client.ZkSession;
import io.github.zkspring.health.ZkHealthIndicator;
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
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/**
 * How long health takes to answer with a server and without one: see the 99th percentile.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class HealthBenchmark {

	/** Whether there is a server; without one nothing listens on the port. */
	@Param({ "true", "false" })
	public boolean server;

	private ConfigurableApplicationContext context;

	private ZkHealthIndicator indicator;

	@Setup
	public void start() {
		this.context = new SpringApplicationBuilder(Application.class)
			.properties("zk.embedded.enabled=" + this.server, "zk.connect-string=127.0.0.1:1",
					"zk.startup.on-unavailable=continue", "spring.main.banner-mode=off")
			.run();
		this.indicator = new ZkHealthIndicator(this.context.getBean(ZkSession.class));
	}

	@TearDown
	public void stop() {
		this.context.close();
	}

	@Benchmark
	public Health health() {
		return this.indicator.health();
	}

	/**
	 * An application with a session.
	 */
	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ ZkEmbeddedAutoConfiguration.class, ZkAutoConfiguration.class })
	public static class Application {

	}

}
