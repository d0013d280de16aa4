package io.github.zkspring.cloud;

import java.nio.charset.StandardCharsets;

import io.github.zkspring.discovery.ServiceRegistration;
import io.github.zkspring.discovery.cloud.CloudServiceInstance;
import io.github.zkspring.discovery.cloud.CloudServiceRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cloud.client.serviceregistry.Registration;
import org.springframework.cloud.client.serviceregistry.ServiceRegistry;
import org.springframework.cloud.client.serviceregistry.endpoint.ServiceRegistryEndpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the {@code ServiceRegistry} of Spring Cloud.
 */
class ServiceRegistryIntegrationTests extends AbstractCloudIntegrationTests {

	private static final String PATH = "/services/shop/one";

	private final ApplicationContextRunner registering = this.contextRunner.withPropertyValues(
			"zk.discovery.register=true", "zk.discovery.id=one", "zk.discovery.host=127.0.0.1",
			"zk.discovery.port=8080", "zk.discovery.metadata.zone=a", "management.endpoints.web.exposure.include=*");

	@Test
	void returnsRegistration() {
		this.registering.run((context) -> {
			Registration registration = context.getBean(Registration.class);
			assertThat(registration.getServiceId()).isEqualTo("shop");
			assertThat(registration.getMetadata()).containsEntry("zone", "a");
			accept(context);
			assertThat(registration.getInstanceId()).isEqualTo("one");
			assertThat(registration.getUri()).hasToString("http://127.0.0.1:8080");
			assertThat(registration.getPort()).isEqualTo(8080);
		});
	}

	@Test
	void hasNoPortBeforeWebServerStarts() {
		this.registering.withPropertyValues("zk.discovery.port=")
			.run((context) -> assertThat(context.getBean(Registration.class).getPort()).isZero());
	}

	@Test
	void takesInstanceOutOfServiceAndRestoresReadiness() {
		this.registering.run((context) -> {
			accept(context);
			ServiceRegistryEndpoint endpoint = context.getBean(ServiceRegistryEndpoint.class);
			await().until(context.getBean(ServiceRegistration.class)::isRegistered);
			endpoint.setStatus("OUT_OF_SERVICE");
			await().until(() -> record().contains("\"OUT_OF_SERVICE\""));
			assertThat(endpoint.getStatus().getBody()).isEqualTo("OUT_OF_SERVICE");
			AvailabilityChangeEvent.publish(context, ReadinessState.REFUSING_TRAFFIC);
			endpoint.setStatus("up");
			assertThat(context.getBean(ServiceRegistration.class).instance()).get().matches((own) -> !own.isUp());
			accept(context);
			await().until(() -> record().contains("\"UP\""));
			assertThatIllegalArgumentException().isThrownBy(() -> endpoint.setStatus("DOWN"));
		});
	}

	@Test
	void deregistersAndRegistersAgain() {
		this.registering.run((context) -> {
			accept(context);
			ServiceRegistration own = context.getBean(ServiceRegistration.class);
			await().until(own::isRegistered);
			CloudServiceRegistry registry = context.getBean(CloudServiceRegistry.class);
			CloudServiceInstance registration = context.getBean(CloudServiceInstance.class);
			registry.deregister(registration);
			assertThat(foreign.curator().checkExists().forPath(PATH)).isNull();
			AvailabilityChangeEvent.publish(context, ReadinessState.REFUSING_TRAFFIC);
			accept(context);
			assertThat(own.instance()).isEmpty();
			registry.register(registration);
			await().until(own::isRegistered);
			assertThat(record()).contains("\"UP\"");
		});
	}

	@Test
	void backsOffWithoutRegistration() {
		this.contextRunner.run((context) -> assertThat(context).doesNotHaveBean(ServiceRegistry.class)
			.doesNotHaveBean(Registration.class));
	}

	private static String record() throws Exception {
		return new String(foreign.curator().getData().forPath(PATH), StandardCharsets.UTF_8);
	}

}
