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
		try (WebInstance shop = WebInstance.start("shop");
				JavaProcess stock = ForeignProcess.start(server.connectString(),
						"--spring.cloud.zookeeper.discovery.metadata.zone=b")) {
			ApplicationContextRunner registering = this.contextRunner.withPropertyValues("zk.discovery.register=true",
					"zk.discovery.id=one", "zk.discovery.host=127.0.0.1", "zk.discovery.port=" + shop.port(),
					"zk.discovery.metadata.zone=a");
			registering.run((context) -> {
				accept(context);
				ServiceCatalog catalog = context.getBean(ServiceCatalog.class);
				await(stock.toString()).atMost(Timeouts.FAILOVER)
					.failFast(() -> !stock.isAlive())
					.until(() -> catalog.choose("stock").isPresent());
				findsForeignInstance(catalog);
				await().until(context.getBean(ServiceRegistration.class)::isRegistered);
				isFoundByForeignApplication(context, shop.port());
				removesStoppedInstance(catalog, stock);
			});
		}
	}

	private static void findsForeignInstance(ServiceCatalog catalog) {
		assertThat(catalog.names()).contains("stock");
		ServiceInstance instance = catalog.choose("stock").orElseThrow();
		assertThat(instance.host()).isEqualTo("127.0.0.1");
		assertThat(instance.metadata()).containsEntry("zone", "b").containsEntry("instance_status", "UP");
		assertThat(instance.isUp()).isTrue();
		assertThat(instance.registered()).isNotNull();
		assertThat(catalog.instances("stock")).containsExactly(instance);
	}

	private static void isFoundByForeignApplication(ApplicationContext context, int port) {
		RestClient client = RestClient.builder()
			.requestInterceptor(context.getBean(ServiceRequestInterceptor.class))
			.build();
		assertThat(get(client, "services")).asInstanceOf(InstanceOfAssertFactories.LIST).contains("shop", "stock");
		await().untilAsserted(() -> assertThat(get(client, "instances/shop"))
			.isEqualTo(List.of(Map.of("type", "org.springframework.cloud.zookeeper.discovery.ZookeeperServiceInstance",
					"id", "one", "service", "shop", "uri", "http://127.0.0.1:" + port, "secure", false, "metadata",
					Map.of("zone", "a", "instance_status", "UP")))));
		assertThat(client.get().uri("http://stock/call/shop").retrieve().body(String.class)).isEqualTo("shop");
		AvailabilityChangeEvent.publish(context, ReadinessState.REFUSING_TRAFFIC);
		await().untilAsserted(
				() -> assertThat(get(client, "instances/shop").toString()).contains("instance_status=OUT_OF_SERVICE"));
	}

	private static Object get(RestClient client, String path) {
		return client.get()
			.uri("http://stock/" + path)
			.retrieve()
			.requiredBody(ParameterizedTypeReference.<Object>forType(Object.class));
	}

	private static void removesStoppedInstance(ServiceCatalog catalog, JavaProcess stock) {
		stock.terminate();
		await().atMost(Timeouts.FAILOVER).until(() -> catalog.instances("stock").isEmpty());
		assertThat(catalog.choose("stock")).isEmpty();
	}

}
