package io.github.zkspring.sample;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.zkspring.autoconfigure.ZkAutoConfiguration;
import io.github.zkspring.autoconfigure.discovery.ZkDiscoveryAutoConfiguration;
import io.github.zkspring.discovery.ServiceCatalog;
import io.github.zkspring.discovery.http.ServiceRequestInterceptor;
import io.github.zkspring.faults.QuorumLimits;
import io.github.zkspring.faults.Timeouts;
import io.github.zkspring.faults.ZooKeeperEnsemble;
import io.github.zkspring.faults.ZooKeeperProcess;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for calls of the sample's {@code divide} service, with three instances in three
 * processes, while instances and servers are restarted.
 */
@Tag("faults")
class DivideServiceIntegrationTests {

	private static final Log logger = LogFactory.getLog(DivideServiceIntegrationTests.class);

	private static final Duration AWAY = Duration.ofSeconds(Integer.getInteger("zkspring.discovery.away", 3));

	private static final int RESTARTS = Integer.getInteger("zkspring.discovery.restarts", 1);

	private final Deque<SampleProcess> instances = new ArrayDeque<>();

	private final List<Throwable> failures = new CopyOnWriteArrayList<>();

	private final AtomicInteger calls = new AtomicInteger();

	private final AtomicInteger refused = new AtomicInteger();

	private volatile boolean enough;

	private ZooKeeperEnsemble ensemble;

	private ConfigurableApplicationContext caller;

	private ServiceCatalog catalog;

	@TempDir
	private Path directory;

	@BeforeEach
	void startEverything() {
		this.ensemble = ZooKeeperEnsemble.start(QuorumLimits.SHORT);
		this.caller = new SpringApplicationBuilder(Caller.class).web(WebApplicationType.NONE)
			.run("--zk.connect-string=" + this.ensemble.connectString(), "--zk.session-timeout=6s");
		this.catalog = this.caller.getBean(ServiceCatalog.class);
		List<SampleProcess> started = List.of(launch(), launch(), launch());
		started.forEach(SampleProcess::awaitStarted);
		awaitInstances(3);
	}

	@AfterEach
	void stopEverything() {
		this.instances.forEach(SampleProcess::close);
		this.caller.close();
		this.ensemble.close();
	}

	@Test
	void callsSucceedWhileInstancesAndServersRestart() throws Exception {
		Thread calling = new Thread(this::call, "calling");
		calling.start();
		for (int restart = 0; restart < RESTARTS; restart++) {
			stopOne();
			launch().awaitStarted();
			awaitInstances(3);
		}
		report(RESTARTS + " restarts");
		assertThat(this.refused).hasValue(0);

		this.instances.removeFirst().close();
		awaitCalls(200);
		launch().awaitStarted();
		await().atMost(Timeouts.FAILOVER).until(() -> this.catalog.instances("divide").size() == 3);

		ZooKeeperProcess leader = this.ensemble.leader();
		leader.kill();
		awaitCalls(200);
		await().atMost(Timeouts.FAILOVER).until(() -> this.catalog.age("divide").isZero());
		leader.launch();
		this.ensemble.awaitComplete();
		report("an instance and the leader killed");

		this.ensemble.servers().forEach(ZooKeeperProcess::kill);
		await().atMost(AWAY.plus(Timeouts.FAILOVER)).until(() -> this.catalog.age("divide").compareTo(AWAY) > 0);
		this.instances.removeFirst().close();
		awaitCalls(200);
		this.ensemble.launch();
		await().atMost(Timeouts.FAILOVER).until(() -> this.catalog.age("divide").isZero());
		awaitInstances(2);

		this.enough = true;
		calling.join();
		report(AWAY.toSeconds() + " s without the ensemble");
		assertThat(this.failures).isEmpty();
		assertThat(this.calls).hasValueGreaterThan(1000);
	}

	private void report(String after) {
		logger.info("after %s: %s calls, %d failed, %s attempts refused or aborted".formatted(after, this.calls,
				this.failures.size(), this.refused));
	}

	private void stopOne() throws InterruptedException {
		SampleProcess stopping = this.instances.removeFirst();
		stopping.process().terminate();
		assertThat(stopping.process().endsWithin(Timeouts.FAILOVER)).isTrue();
	}

	private SampleProcess launch() {
		SampleProcess instance = SampleProcess.start("divide-" + System.nanoTime(), this.directory,
				"--zk.embedded.enabled=false", "--zk.connect-string=" + this.ensemble.connectString(),
				"--zk.session-timeout=6s");
		this.instances.addLast(instance);
		return instance;
	}

	private void awaitInstances(int number) {
		await().atMost(Timeouts.FAILOVER).until(() -> this.catalog.instances("divide").size() == number);
	}

	private void awaitCalls(int number) {
		int before = this.calls.get();
		await().atMost(Timeouts.FAILOVER).until(() -> this.calls.get() >= before + number);
	}

	// the JDK's client may swallow an interrupt and read the body
	private void call() {
		RestClient client = RestClient.builder()
			.requestFactory(new JdkClientHttpRequestFactory())
			.requestInterceptor(this.caller.getBean(ServiceRequestInterceptor.class))
			.requestInterceptor(this::countRefused)
			.build();
		while (!this.enough && this.failures.isEmpty()) {
			try {
				String answer = client.get().uri("http://divide/divide?a=6&b=3").retrieve().requiredBody(String.class);
				assertThat(answer).contains("2.0");
				this.calls.incrementAndGet();
			}
			catch (Exception | AssertionError ex) {
				this.failures.add(ex);
			}
		}
	}

	private ClientHttpResponse countRefused(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
			throws IOException {
		try {
			return execution.execute(request, body);
		}
		catch (IOException ex) {
			this.refused.incrementAndGet();
			throw ex;
		}
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ ZkAutoConfiguration.class, ZkDiscoveryAutoConfiguration.class })
	static class Caller {

	}

}
