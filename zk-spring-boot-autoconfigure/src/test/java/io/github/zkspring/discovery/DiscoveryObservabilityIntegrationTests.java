package io.github.zkspring.discovery;

import java.time.Duration;

import io.github.zkspring.autoconfigure.health.ZkHealthContributorAutoConfiguration;
import io.github.zkspring.autoconfigure.metrics.ZkMetricsAutoConfiguration;
import io.github.zkspring.faults.TcpProxy;
import io.github.zkspring.metrics.ZkDiscoveryMetrics;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests health and meters of services.
 */
class DiscoveryObservabilityIntegrationTests extends AbstractDiscoveryIntegrationTests {

	@Test
	void healthReportsRegistrationAndKnownInstances() throws Exception {
		foreign.createEphemeral(path("orders", "one"));
		this.contextRunner.withConfiguration(AutoConfigurations.of(ZkHealthContributorAutoConfiguration.class))
			.withPropertyValues("zk.discovery.register=true", "spring.application.name=orders", "zk.discovery.id=one",
					"zk.discovery.host=127.0.0.1", "zk.discovery.port=8080", "zk.discovery.drain=0s",
					"zk.discovery.metadata.password=secret")
			.run((context) -> {
				assertThat(health(context).getStatus()).isEqualTo(Status.UP);
				assertThat(health(context).getDetails()).containsEntry("registered", false).hasSize(1);
				accept(context);
				await().until(() -> health(context).getStatus().equals(Status.UNKNOWN)
						&& health(context).getDetails().containsKey("problem"));
				foreign.delete(path("orders", "one"));
				await().until(() -> health(context).getStatus().equals(Status.UP));
				ServiceCatalog catalog = context.getBean(ServiceCatalog.class);
				await().until(() -> catalog.instances("orders").size() == 1);
				Health health = health(context);
				assertThat(health.getDetails()).containsEntry("registered", true)
					.containsEntry("instance", "orders/one at http://127.0.0.1:8080");
				assertThat(health.getDetails().get("service.orders")).hasToString("{instances=1, age=PT0S}");
				assertThat(health.toString()).doesNotContain("secret");
			});
	}

	@Test
	void healthReportsAgeOfKnownInstances() throws Exception {
		write(foreign, instance("orders", "one", 8081, "UP"));
		try (TcpProxy proxy = TcpProxy.start(server)) {
			this.contextRunner.withConfiguration(AutoConfigurations.of(ZkHealthContributorAutoConfiguration.class))
				.withPropertyValues("zk.connect-string=" + proxy.connectString())
				.run((context) -> {
					context.getBean(ServiceCatalog.class).choose("orders");
					assertThat(health(context).getStatus()).isEqualTo(Status.UP);
					proxy.cut();
					await().until(() -> health(context).getStatus().equals(Status.UNKNOWN));
					assertThat(health(context).getDetails().get("service.orders")).asString()
						.startsWith("{instances=1, age=PT")
						.isNotEqualTo("{instances=1, age=PT0S}");
					proxy.heal();
					await().atMost(Duration.ofSeconds(20)).until(() -> health(context).getStatus().equals(Status.UP));
				});
		}
	}

	@Test
	void metersCountInstancesChoicesAndFailures() throws Exception {
		ServiceInstance one = instance("orders", "one", 8081, "UP");
		write(foreign, one);
		this.contextRunner.withConfiguration(AutoConfigurations.of(ZkMetricsAutoConfiguration.class))
			.withBean(SimpleMeterRegistry.class)
			.run((context) -> {
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				context.getBean(ZkDiscoveryMetrics.class).bindTo(registry);
				ServiceCatalog catalog = context.getBean(ServiceCatalog.class);
				catalog.choose("orders");
				catalog.choose("orders");
				catalog.failed(one);
				catalog.choose("invoices");
				assertThat(registry.get("zookeeper.service.instances").tag("service", "orders").gauge().value())
					.isEqualTo(1);
				assertThat(count(registry, "choices", "orders")).isEqualTo(2);
				assertThat(count(registry, "failures", "orders")).isEqualTo(1);
				assertThat(count(registry, "refused", "orders")).isZero();
				assertThat(count(registry, "refused", "invoices")).isEqualTo(1);
				assertThat(count(registry, "choices", "invoices")).isZero();
				assertThat(registry.getMeters()).extracting(Meter::getId)
					.allSatisfy((id) -> assertThat(id.getDescription()).isNotBlank());
			});
	}

	@Test
	void metersReportRegistration() throws Exception {
		this.contextRunner.withConfiguration(AutoConfigurations.of(ZkMetricsAutoConfiguration.class))
			.withBean(SimpleMeterRegistry.class)
			.withPropertyValues("zk.discovery.register=true", "zk.discovery.name=billing", "zk.discovery.id=one",
					"zk.discovery.host=127.0.0.1", "zk.discovery.port=8080", "zk.discovery.drain=0s")
			.run((context) -> {
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				context.getBean(ZkDiscoveryMetrics.class).bindTo(registry);
				assertThat(registered(registry)).isZero();
				accept(context);
				await().until(() -> registered(registry) == 1);
				assertThat(count(registry, "registrations", "billing")).isEqualTo(1);
				foreign.delete(path("billing", "one"));
				await().until(() -> count(registry, "registrations", "billing") == 2);
				await().until(() -> registered(registry) == 1);
			});
	}

	private static double registered(MeterRegistry registry) {
		return registry.get("zookeeper.service.registered").tag("service", "billing").gauge().value();
	}

	private static double count(MeterRegistry registry, String meter, String service) {
		return registry.get("zookeeper.service." + meter).tag("service", service).functionCounter().count();
	}

	private static Health health(ApplicationContext context) {
		Health health = context.getBean("zookeeperDiscoveryHealthContributor", HealthIndicator.class).health();
		assertThat(health).isNotNull();
		return health;
	}

}
