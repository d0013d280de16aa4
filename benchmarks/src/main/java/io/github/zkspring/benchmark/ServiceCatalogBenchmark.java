package io.github.zkspring.benchmark;

import java.util.Optional;
import java.util.concurrent.TimeUnit;

import io.github.zkspring.autoconfigure.ZkAutoConfiguration;
import io.github.zkspring.autoconfigure.discovery.ZkDiscoveryAutoConfiguration;
import io.github.zkspring.autoconfigure.embedded.ZkEmbeddedAutoConfiguration;
import io.github.zkspring.discovery.ServiceCatalog;
import io.github.zkspring.discovery.ServiceInstance;
import org.apache.curator.framework.CuratorFramework;
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
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/**
 * Measures the choice of one of ten instances while all are available and while one has
 * failed.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class ServiceCatalogBenchmark {

	private static final int INSTANCES = 10;

	private ConfigurableApplicationContext context;

	private ServiceCatalog catalog;

	private ServiceInstance failing;

	@Setup
	public void start() throws Exception {
		this.context = new SpringApplicationBuilder(Application.class)
			.properties("zk.embedded.enabled=true", "spring.main.banner-mode=off")
			.run();
		CuratorFramework client = this.context.getBean(CuratorFramework.class);
		for (int number = 0; number < INSTANCES; number++) {
			for (String service : new String[] { "well", "failing" }) {
				client.create()
					.creatingParentsIfNeeded()
					.forPath("/services/" + service + "/" + number,
							"{\"address\": \"127.0.0.1\", \"port\": %d}".formatted(8080 + number).getBytes());
			}
		}
		this.catalog = this.context.getBean(ServiceCatalog.class);
		this.failing = this.catalog.instances("failing").get(0);
		for (int failures = 0; failures < 100; failures++) {
			this.catalog.failed(this.failing);
		}
	}

	@TearDown
	public void stop() {
		this.context.close();
	}

	@Benchmark
	public Optional<ServiceInstance> choose() {
		return this.catalog.choose("well");
	}

	@Benchmark
	@Threads(2)
	public Optional<ServiceInstance> chooseSideBySide() {
		return this.catalog.choose("well");
	}

	@Benchmark
	public Optional<ServiceInstance> chooseWhileOneIsSetAside() {
		return this.catalog.choose("failing");
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ ZkEmbeddedAutoConfiguration.class, ZkAutoConfiguration.class,
			ZkDiscoveryAutoConfiguration.class })
	static class Application {

	}

}
