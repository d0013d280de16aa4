package io.github.zkspring.autoconfigure.discovery;

import java.net.Inet6Address;
import java.net.InetAddress;

import io.github.zkspring.discovery.ServiceRecords;
import io.github.zkspring.discovery.registration.RegistrationSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link PropertiesRegistrationSettings}.
 */
class PropertiesRegistrationSettingsTests {

	private final MockEnvironment environment = new MockEnvironment().withProperty("spring.application.name", "orders");

	@Test
	void defaultsToNameOfApplication() {
		this.environment.setProperty("zk.discovery.id", "one");
		assertThat(describe().path()).isEqualTo("/services/orders/one");
		this.environment.setProperty("zk.discovery.name", "sales");
		assertThat(describe().path()).isEqualTo("/services/sales/one");
	}

	@Test
	void defaultsToRandomId() {
		assertThat(describe().path()).isNotEqualTo(describe().path());
	}

	@Test
	void usesConfiguredThenBoundThenLocalAddress() {
		assertThat(describe().host().get()).isEqualTo(PropertiesRegistrationSettings.localAddress());
		this.environment.setProperty("server.address", "0.0.0.0");
		assertThat(describe().host().get()).isEqualTo(PropertiesRegistrationSettings.localAddress());
		this.environment.setProperty("server.address", "::");
		assertThat(describe().host().get()).isEqualTo(PropertiesRegistrationSettings.localAddress());
		this.environment.setProperty("server.address", "127.0.0.2");
		assertThat(describe().host().get()).isEqualTo("127.0.0.2");
		this.environment.setProperty("zk.discovery.host", "orders-1.example");
		assertThat(describe().host().get()).isEqualTo("orders-1.example");
	}

	@ParameterizedTest
	@ValueSource(strings = { "[fd00::5]", "fd00::5%lo", "http://orders", "orders:8080", "orders/a", "a b" })
	void rejectsHostThatReadersReject(String host) {
		this.environment.setProperty("zk.discovery.host", host);
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class).isThrownBy(this::describe)
			.satisfies((ex) -> assertThat(ex.getName()).isEqualTo("zk.discovery.host"));
	}

	@Test
	void omitsZoneAndBracketsOfLocalAddress() throws Exception {
		InetAddress scoped = Inet6Address.getByAddress(null, InetAddress.getByName("fd00::5").getAddress(), 1);
		assertThat(scoped.getHostAddress()).contains("%");
		assertThat(PropertiesRegistrationSettings.withoutZone(scoped)).isEqualTo("fd00:0:0:0:0:0:0:5");
		assertThat(ServiceRecords.isHost(PropertiesRegistrationSettings.localAddress())).isTrue();
		this.environment.setProperty("server.address", "[::1]");
		assertThat(describe().host().get()).isEqualTo("0:0:0:0:0:0:0:1");
	}

	@Test
	void rejectsInvalidNames() {
		this.environment.setProperty("zk.discovery.id", "a/b");
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class).isThrownBy(this::describe)
			.satisfies((ex) -> assertThat(ex.getName()).isEqualTo("zk.discovery.id"));
		this.environment.setProperty("zk.discovery.base-path", "services");
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class).isThrownBy(this::describe);
		this.environment.setProperty("spring.application.name", " ");
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class).isThrownBy(this::describe)
			.satisfies((ex) -> assertThat(ex.getName()).isEqualTo("zk.discovery.name"));
	}

	private RegistrationSettings describe() {
		ZkDiscoveryProperties properties = Binder.get(this.environment)
			.bindOrCreate("zk.discovery", ZkDiscoveryProperties.class);
		return PropertiesRegistrationSettings.of(properties, this.environment);
	}

}
