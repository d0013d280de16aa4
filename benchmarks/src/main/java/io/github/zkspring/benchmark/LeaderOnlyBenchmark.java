package io.github.zkspring.benchmark;

import java.util.concurrent.TimeUnit;

import io.github.zkspring.autoconfigure.ZkAutoConfiguration;
import io.github.zkspring.autoconfigure.embedded.ZkEmbeddedAutoConfiguration;
import io.github.zkspring.autoconfigure.leader.ZkLeaderAutoConfiguration;
import io.github.zkspring.leader.LeaderElection;
import io.github.zkspring.leader.LeaderElections;
import io.github.zkspring.leader.LeaderOnly;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.awaitility.Awaitility.await;

/**
 * Measures a guarded call on the leader, including the proxy and its advice chain, and a
 * plain call for comparison.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class LeaderOnlyBenchmark {

	private final Work plain = new Work();

	private ConfigurableApplicationContext context;

	private Work guarded;

	private LeaderElection election;

	@Setup
	public void start() {
		this.context = new SpringApplicationBuilder(Application.class)
			.properties("zk.embedded.enabled=true", "spring.main.banner-mode=off")
			.run();
		this.guarded = this.context.getBean(GuardedWork.class);
		this.election = this.context.getBean(LeaderElections.class).election("benchmark");
		await().until(this.election::isLeader);
	}

	@TearDown
	public void stop() {
		this.context.close();
	}

	@Benchmark
	public void plainCall() {
		this.plain.work();
	}

	@Benchmark
	public void guardedCall() {
		this.guarded.work();
	}

	/**
	 * Calls a method with a primitive result, which the proxy boxes.
	 */
	@Benchmark
	public int guardedCallWithPrimitiveResult() {
		return this.guarded.count();
	}

	@Benchmark
	public boolean isLeader() {
		return this.election.isLeader();
	}

	/**
	 * Measures the clock alone, which each check of a leadership reads once.
	 */
	@Benchmark
	public long clock() {
		return System.nanoTime();
	}

	/**
	 * Unguarded work.
	 */
	public static class Work {

		private int done;

		public void work() {
			this.done++;
		}

		public int count() {
			return this.done++;
		}

	}

	/**
	 * Work for the leader only.
	 */
	@LeaderOnly(value = "benchmark", otherwise = LeaderOnly.Otherwise.THROW)
	public static class GuardedWork extends Work {

	}

	/**
	 * Application with one guarded bean.
	 */
	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ ZkEmbeddedAutoConfiguration.class, ZkAutoConfiguration.class,
			ZkLeaderAutoConfiguration.class })
	public static class Application {

		@Bean
		GuardedWork guardedWork() {
			return new GuardedWork();
		}

	}

}
