package io.github.zkspring.cloud;

import java.util.List;
import java.util.Map;

import io.github.zkspring.discovery.ServiceCatalog;
import io.github.zkspring.discovery.ServiceInstance;
import io.github.zkspring.discovery.ServiceRegistration;
import io.github.zkspring.discovery.http.ServiceRequestInterceptor;
import io.github.zkspring.faults.JavaProcess;
import io.github.zkspring.faults.Timeouts;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for this project and spring-cloud-zookeeper in separate processes on one server.
 */
class SpringCloudZooKeeperIntegrationTests extends AbstractCloudIntegrationTests {

	@Test
	void findAndCallEachOther() {
		try (WebInstance ours = WebInstance.start("ours");
				JavaProcess theirs = ForeignProcess.start(server.connectString(),
						"--spring.cloud.zookeeper.discovery.metadata.zone=b")) {
			ApplicationContextRunner registering = this.contextRunner.withPropertyValues("zk.discovery.register=true",
					"zk.discovery.id=one", "zk.discovery.host=127.0.0.1", "zk.discovery.port=" + ours.port(),
					"zk.discovery.metadata.zone=a");
			registering.run((context) -> {
				accept(context);
				ServiceCatalog catalog = context.getBean(ServiceCatalog.class);
				await(theirs.toString()).atMost(Timeouts.FAILOVER)
					.failFast(() -> !theirs.isAlive())
					.until(() -> catalog.choose("theirs").isPresent());
				seesTheirs(catalog);
				await().until(context.getBean(ServiceRegistration.class)::isRegistered);
				isSeenByThem(context, ours.port());
				theirsIsRemovedAfterItsEnd(catalog, theirs);
			});
		}
	}

	private static void seesTheirs(ServiceCatalog catalog) {
		assertThat(catalog.names()).contains("theirs");
		ServiceInstance instance = catalog.choose("theirs").orElseThrow();
		assertThat(instance.host()).isEqualTo("127.0.0.1");
		assertThat(instance.metadata()).containsEntry("zone", "b").containsEntry("instance_status", "UP");
		assertThat(instance.isUp()).isTrue();
		assertThat(instance.registered()).isNotNull();
		assertThat(catalog.instances("theirs")).containsExactly(instance);
	}

	private static void isSeenByThem(ApplicationContext context, int port) {
		RestClient client = RestClient.builder()
			.requestInterceptor(context.getBean(ServiceRequestInterceptor.class))
			.build();
		assertThat(get(client, "services")).asInstanceOf(InstanceOfAssertFactories.LIST).contains("ours", "theirs");
		await().untilAsserted(() -> assertThat(get(client, "instances/ours"))
			.isEqualTo(List.of(Map.of("type", "org.springframework.cloud.zookeeper.discovery.ZookeeperServiceInstance",
					"id", "one", "service", "ours", "uri", "http://127.0.0.1:" + port, "secure", false, "metadata",
					Map.of("zone", "a", "instance_status", "UP")))));
		assertThat(client.get().uri("http://theirs/call/ours").retrieve().body(String.class)).isEqualTo("ours");
		AvailabilityChangeEvent.publish(context, ReadinessState.REFUSING_TRAFFIC);
		await().untilAsserted(
				() -> assertThat(get(client, "instances/ours").toString()).contains("instance_status=OUT_OF_SERVICE"));
	}

	private static Object get(RestClient client, String path) {
		return client.get()
			.uri("http://theirs/" + path)
			.retrieve()
			.requiredBody(ParameterizedTypeReference.<Object>forType(Object.class));
	}

	private static void theirsIsRemovedAfterItsEnd(ServiceCatalog catalog, JavaProcess theirs) {
		theirs.terminate();
		await().atMost(Timeouts.FAILOVER).until(() -> catalog.instances("theirs").isEmpty());
		assertThat(catalog.choose("theirs")).isEmpty();
	}

}
