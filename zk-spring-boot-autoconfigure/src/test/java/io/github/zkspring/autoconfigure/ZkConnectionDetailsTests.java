package io.github.zkspring.autoconfigure;

import java.util.List;
import java.util.Map;

import io.github.zkspring.autoconfigure.ZkConnectionDetails.Auth;
import io.github.zkspring.autoconfigure.ZkConnectionDetails.Sasl;
import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.context.properties.source.MutuallyExclusiveConfigurationPropertiesException;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ZkConnectionDetails} and {@link PropertiesZkConnectionDetails}.
 */
class ZkConnectionDetailsTests {

	private final DefaultSslBundleRegistry bundles = new DefaultSslBundleRegistry("client", SslBundle.of(null));

	@Test
	void adaptsTheProperties() {
		ZkConnectionDetails details = details(
				Map.of("zk.connect-string", "zk1:2181/shop", "zk.auth[0].credentials", "user:hunter2"));
		assertThat(details.getConnectString()).isEqualTo("zk1:2181/shop");
		assertThat(details.getAuth()).containsExactly(new Auth("digest", "user:hunter2"));
	}

	@Test
	void isAnonymousByDefault() {
		ZkConnectionDetails minimal = () -> "zk1:2181";
		assertThat(minimal.getAuth()).isEmpty();
		assertThat(minimal.getSasl()).isNull();
		assertThat(minimal.getSslBundle()).isNull();
		ZkConnectionDetails details = details(Map.of());
		assertThat(details.getSasl()).isNull();
		assertThat(details.getSslBundle()).isNull();
		assertThat(details.getAuth()).isEmpty();
		assertThat(details.getConnectString()).isEqualTo("localhost:2181");
	}

	@Test
	void namesMissingCredentials() {
		assertInvalid("credentials", Map.of("zk.auth[0].scheme", "digest"));
	}

	@Test
	void namesEmptyCredentials() {
		assertInvalid("credentials", Map.of("zk.auth[0].credentials", ""));
	}

	@Test
	void namesEmptySchemeWithoutCredentials() {
		assertInvalid("scheme", Map.of("zk.auth[0].scheme", "", "zk.auth[0].credentials", "user:hunter2"));
	}

	@Test
	void omitsCredentialsFromToString() {
		assertThat(List.of(new Auth("digest", "user:hunter2"), new ZkProperties.Auth("digest", "user:hunter2")))
			.allSatisfy((auth) -> assertThat(auth).asString()
				.contains("digest")
				.doesNotContain("hunter2")
				.doesNotContain("user"));
	}

	@Test
	void findsSslBundleByName() {
		assertThat(details(Map.of("zk.ssl.bundle", "client")).getSslBundle())
			.isSameAs(this.bundles.getBundle("client"));
	}

	@Test
	void usesJaasSection() {
		assertThat(details(Map.of("zk.sasl.login-context", "Client")).getSasl())
			.isEqualTo(new Sasl("Client", "zookeeper", null, null));
	}

	@Test
	void usesUserAndPasswordAndOmitsPasswordFromToString() {
		Map<String, String> properties = Map.of("zk.sasl.username", "shop", "zk.sasl.password", "hunter2");
		Sasl sasl = details(properties).getSasl();
		assertThat(sasl).isEqualTo(new Sasl(null, "zookeeper", "shop", "hunter2"));
		assertThat(sasl).asString().contains("shop").doesNotContain("hunter2");
		assertThat(properties(properties)).asString().contains("shop").doesNotContain("hunter2");
	}

	@Test
	void rejectsPasswordWithoutUser() {
		ZkConnectionDetails details = details(Map.of("zk.sasl.password", "hunter2"));
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class).isThrownBy(details::getSasl)
			.satisfies((ex) -> {
				assertThat(ex.getName()).isEqualTo("zk.sasl.username");
				assertThat(ex.toString()).doesNotContain("hunter2");
			});
	}

	@Test
	void rejectsJaasSectionTogetherWithUser() {
		ZkConnectionDetails details = details(Map.of("zk.sasl.login-context", "Client", "zk.sasl.username", "shop"));
		assertThatExceptionOfType(MutuallyExclusiveConfigurationPropertiesException.class).isThrownBy(details::getSasl);
	}

	private void assertInvalid(String name, Map<String, String> properties) {
		ZkConnectionDetails details = details(properties);
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class).isThrownBy(details::getAuth)
			.satisfies((ex) -> {
				assertThat(ex.getName()).startsWith("zk.auth[").endsWith("]." + name);
				assertThat(ex.toString()).doesNotContain("hunter2");
			});
	}

	private ZkConnectionDetails details(Map<String, String> properties) {
		return new PropertiesZkConnectionDetails(properties(properties), this.bundles);
	}

	private static ZkProperties properties(Map<String, String> properties) {
		return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate("zk", ZkProperties.class);
	}

}
