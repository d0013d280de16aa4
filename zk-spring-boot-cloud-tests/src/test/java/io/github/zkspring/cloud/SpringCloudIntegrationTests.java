package io.github.zkspring.cloud;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.github.zkspring.autoconfigure.ZkAutoConfiguration;
import io.github.zkspring.autoconfigure.discovery.ZkCloudAutoConfiguration;
import io.github.zkspring.autoconfigure.discovery.ZkDiscoveryAutoConfiguration;
import io.github.zkspring.autoconfigure.discovery.ZkRegistrationAutoConfiguration;
import io.github.zkspring.discovery.ServiceCatalog;
import io.github.zkspring.discovery.cloud.CatalogDiscoveryClient;
import io.github.zkspring.discovery.cloud.CatalogReactiveDiscoveryClient;
import io.github.zkspring.faults.TcpProxy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.support.NoOpCacheManager;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.client.discovery.ReactiveDiscoveryClient;
import org.springframework.cloud.client.discovery.health.DiscoveryClientHealthIndicator;
import org.springframework.cloud.loadbalancer.cache.LoadBalancerCacheManager;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;

/**
 * Tests for the catalog as a {@code DiscoveryClient} of Spring Cloud.
 */
class SpringCloudIntegrationTests extends AbstractCloudIntegrationTests {

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void loadBalancedCallsReachRegisteredInstances(boolean reactive) throws Exception {
		try (WebInstance one = WebInstance.start("one"); WebInstance two = WebInstance.start("two")) {
			register("orders", "one", one.port());
			register("orders", "two", two.port());
			this.contextRunner.withPropertyValues("spring.cloud.discovery.reactive.enabled=" + reactive)
				.run((context) -> {
					assertThat(context.getBeansOfType(CatalogReactiveDiscoveryClient.class)).hasSize(reactive ? 1 : 0);
					assertThat(answers(context)).containsExactlyInAnyOrder("one", "two");
					deregister("orders", "one", one.port());
					one.close();
					ServiceCatalog catalog = context.getBean(ServiceCatalog.class);
					await().until(() -> catalog.instances("orders").size() == 1);
					assertThat(answers(context)).containsExactly("two");
				});
		}
	}

	private static Set<String> answers(ApplicationContext context) {
		Set<String> answers = new HashSet<>();
		for (int time = 0; time < 10; time++) {
			answers.add(call(context, "http://orders/"));
		}
		return answers;
	}

	@Test
	void discoveryClientAnswersFromMemory() throws Exception {
		register("orders", "one", 8081);
		foreign.write("/services/orders/two", "{\"address\": \"127.0.0.1\", \"port\": 8082, \"enabled\": false}");
		try (TcpProxy proxy = TcpProxy.start(server)) {
			this.contextRunner.withPropertyValues("zk.connect-string=" + proxy.connectString()).run((context) -> {
				DiscoveryClient client = context.getBean(DiscoveryClient.class);
				assertThat(client.getServices()).containsExactly("orders");
				List<ServiceInstance> known = client.getInstances("orders");
				assertThat(known).singleElement().satisfies((instance) -> {
					assertThat(instance.getServiceId()).isEqualTo("orders");
					assertThat(instance.getInstanceId()).isEqualTo("one");
					assertThat(instance.getUri()).hasToString("http://127.0.0.1:8081");
					assertThat(instance.isSecure()).isFalse();
				});
				proxy.cut();
				ServiceCatalog catalog = context.getBean(ServiceCatalog.class);
				await().until(() -> catalog.age("orders").compareTo(Duration.ofSeconds(1)) > 0);
				long begin = System.nanoTime();
				assertThat(client.getServices()).containsExactly("orders");
				assertThat(client.getInstances("orders")).isEqualTo(known);
				assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMillis(500));
				proxy.heal();
			});
		}
	}

	@Test
	void reactiveDiscoveryClientReturnsSameInstances() throws Exception {
		register("orders", "one", 8081);
		this.contextRunner.run((context) -> {
			ReactiveDiscoveryClient client = context.getBean(ReactiveDiscoveryClient.class);
			assertThat(client.getServices().collectList().block()).containsExactly("orders");
			assertThat(client.getInstances("orders").collectList().block()).extracting(ServiceInstance::getPort)
				.containsExactly(8081);
		});
	}

	@Test
	void reactiveDiscoveryClientWaitsOnBlockingThreads() {
		List<Thread> threads = new ArrayList<>();
		CatalogReactiveDiscoveryClient client = new CatalogReactiveDiscoveryClient(
				new CatalogDiscoveryClient(mock(ServiceCatalog.class, (invocation) -> {
					threads.add(Thread.currentThread());
					return List.of();
				})));
		assertThat(client.getServices().collectList().block()).isEmpty();
		assertThat(client.getInstances("orders").collectList().block()).isEmpty();
		assertThat(threads).hasSize(2).doesNotContain(Thread.currentThread());
	}

	@Test
	void reportsSpringCloudHealth() {
		this.contextRunner.withPropertyValues("zk.discovery.register=true", "zk.discovery.port=8080").run((context) -> {
			DiscoveryClientHealthIndicator health = context.getBean(DiscoveryClientHealthIndicator.class);
			accept(context);
			assertThat(health.health().getStatus()).isEqualTo(Status.UP);
			await().until(() -> health.health().getDetails().get("services").equals(List.of("shop")));
		});
	}

	@Test
	void keepsLoadBalancerCacheOnRequest() {
		this.contextRunner.run((context) -> assertThat(context).getBean(LoadBalancerCacheManager.class)
			.isInstanceOf(NoOpCacheManager.class));
		this.contextRunner.withPropertyValues("spring.cloud.loadbalancer.cache.enabled=true")
			.run((context) -> assertThat(context).getBean(LoadBalancerCacheManager.class)
				.isNotNull()
				.isNotInstanceOf(NoOpCacheManager.class));
	}

	@Test
	void backsOff() {
		ApplicationContextRunner plain = new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(ZkAutoConfiguration.class, ZkDiscoveryAutoConfiguration.class,
					ZkRegistrationAutoConfiguration.class, ZkCloudAutoConfiguration.class))
			.withPropertyValues("zk.connect-string=" + server.connectString(), "zk.discovery.register=true",
					"spring.application.name=shop");
		plain.withClassLoader(new FilteredClassLoader("org.springframework.cloud"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(ServiceCatalog.class)
				.doesNotHaveBean(ZkCloudAutoConfiguration.class));
		plain.withClassLoader(new FilteredClassLoader("org.springframework.cloud.loadbalancer", "reactor"))
			.run((context) -> assertThat(context).hasSingleBean(CatalogDiscoveryClient.class)
				.doesNotHaveBean("zkReactiveDiscoveryClient")
				.doesNotHaveBean("zkUncachedInstances"));
		this.contextRunner.withPropertyValues("spring.cloud.discovery.enabled=false")
			.run((context) -> assertThat(context).hasSingleBean(ServiceCatalog.class)
				.doesNotHaveBean(CatalogDiscoveryClient.class)
				.doesNotHaveBean(CatalogReactiveDiscoveryClient.class));
		this.contextRunner.withPropertyValues("zk.discovery.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(CatalogDiscoveryClient.class));
	}

}
