package io.github.zkspring.autoconfigure;

import java.util.List;

import io.github.zkspring.autoconfigure.ZkConnectionDetails.Auth;
import io.github.zkspring.autoconfigure.ZkConnectionDetails.Sasl;
import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.context.properties.source.MutuallyExclusiveConfigurationPropertiesException;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ZkConnectionDetails} and {@link PropertiesZkConnectionDetails}.
 */
class ZkConnectionDetailsTests {

	private final ZkProperties properties = new ZkProperties();

	private final DefaultSslBundleRegistry bundles = new DefaultSslBundleRegistry("client", SslBundle.of(null));

	private final ZkConnectionDetails details = new PropertiesZkConnectionDetails(this.properties, this.bundles);

	@Test
	void adaptsTheProperties() {
		this.properties.setConnectString("zk1:2181/shop");
		this.properties.getAuth().add(auth("digest", "user:hunter2"));
		assertThat(this.details.getConnectString()).isEqualTo("zk1:2181/shop");
		assertThat(this.details.getAuth()).containsExactly(new Auth("digest", "user:hunter2"));
	}

	@Test
	void isAnonymousByDefault() {
		ZkConnectionDetails minimal = () -> "zk1:2181";
		assertThat(minimal.getAuth()).isEmpty();
		assertThat(minimal.getSasl()).isNull();
		assertThat(minimal.getSslBundle()).isNull();
		assertThat(this.details.getSasl()).isNull();
		assertThat(this.details.getSslBundle()).isNull();
		assertThat(this.details.getAuth()).isEmpty();
		assertThat(this.details.getConnectString()).isEqualTo("localhost:2181");
	}

	@Test
	void namesMissingCredentials() {
		this.properties.getAuth().add(auth("digest", null));
		assertInvalid("credentials");
	}

	@Test
	void namesEmptyCredentials() {
		this.properties.getAuth().add(auth("digest", ""));
		assertInvalid("credentials");
	}

	@Test
	void namesEmptySchemeWithoutCredentials() {
		this.properties.getAuth().add(auth("", "user:hunter2"));
		assertInvalid("scheme");
	}

	@Test
	void omitsCredentialsFromToString() {
		assertThat(List.of(new Auth("digest", "user:hunter2"))).asString()
			.contains("digest")
			.doesNotContain("hunter2")
			.doesNotContain("user");
	}

	@Test
	void findsSslBundleByName() {
		this.properties.getSsl().setBundle("client");
		assertThat(this.details.getSslBundle()).isSameAs(this.bundles.getBundle("client"));
	}

	@Test
	void usesJaasSection() {
		this.properties.getSasl().setLoginContext("Client");
		assertThat(this.details.getSasl()).isEqualTo(new Sasl("Client", "zookeeper", null, null));
	}

	@Test
	void usesUserAndPasswordAndOmitsPasswordFromToString() {
		this.properties.getSasl().setUsername("shop");
		this.properties.getSasl().setPassword("hunter2");
		assertThat(this.details.getSasl()).isEqualTo(new Sasl(null, "zookeeper", "shop", "hunter2"));
		assertThat(this.details.getSasl()).asString().contains("shop").doesNotContain("hunter2");
	}

	@Test
	void rejectsPasswordWithoutUser() {
		this.properties.getSasl().setPassword("hunter2");
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class).isThrownBy(this.details::getSasl)
			.satisfies((ex) -> {
				assertThat(ex.getName()).isEqualTo("zk.sasl.username");
				assertThat(ex.toString()).doesNotContain("hunter2");
			});
	}

	@Test
	void rejectsJaasSectionTogetherWithUser() {
		this.properties.getSasl().setLoginContext("Client");
		this.properties.getSasl().setUsername("shop");
		assertThatExceptionOfType(MutuallyExclusiveConfigurationPropertiesException.class)
			.isThrownBy(this.details::getSasl);
	}

	private void assertInvalid(String name) {
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class).isThrownBy(this.details::getAuth)
			.satisfies((ex) -> {
				assertThat(ex.getName()).startsWith("zk.auth[").endsWith("]." + name);
				assertThat(ex.toString()).doesNotContain("hunter2");
			});
	}

	private static ZkProperties.Auth auth(String scheme, String credentials) {
		ZkProperties.Auth auth = new ZkProperties.Auth();
		auth.setScheme(scheme);
		auth.setCredentials(credentials);
		return auth;
	}

}
