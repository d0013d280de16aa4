package io.github.zkspring.autoconfigure;

import java.util.List;

import io.github.zkspring.client.connection.ZkConnection;
import org.apache.curator.framework.api.ACLProvider;
import org.apache.curator.framework.imps.DefaultACLProvider;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooDefs.Perms;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.data.ACL;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.NestedExceptionUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for TLS, SASL and ACL settings without a server.
 */
class ZkSecurityTests {

	private static final String IDENTITY = "zk.auth[0].credentials=shop:hunter2";

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ZkAutoConfiguration.class))
		.withPropertyValues("zk.startup.on-unavailable=continue", "zk.connect-string=127.0.0.1:1");

	@Test
	void usesOpenAclForAnonymousSession() {
		assertAcl(Ids.OPEN_ACL_UNSAFE);
	}

	@Test
	void usesCreatorAllForIdentity() {
		assertAcl(Ids.CREATOR_ALL_ACL, IDENTITY);
		assertAcl(Ids.CREATOR_ALL_ACL, "zk.sasl.username=shop", "zk.sasl.password=hunter2");
	}

	@Test
	void usesConfiguredPreset() {
		assertAcl(Ids.OPEN_ACL_UNSAFE, IDENTITY, "zk.acl=open");
		assertAcl(List.of(new ACL(Perms.ALL, Ids.AUTH_IDS), new ACL(Perms.READ, Ids.ANYONE_ID_UNSAFE)), IDENTITY,
				"zk.acl=creator-all-world-read");
	}

	@Test
	void rejectsCreatorAllWithoutIdentity() {
		this.contextRunner.withPropertyValues("zk.acl=creator-all")
			.run((context) -> assertThat(NestedExceptionUtils.getMostSpecificCause(context.getStartupFailure()))
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class,
						(ex) -> assertThat(ex.getName()).isEqualTo("zk.acl")));
	}

	@Test
	void backsOffForAclProviderOfApplication() {
		ACLProvider provider = new DefaultACLProvider();
		this.contextRunner.withBean(ACLProvider.class, () -> provider)
			.withPropertyValues(IDENTITY)
			.run((context) -> assertThat(context).getBean(ACLProvider.class).isSameAs(provider));
	}

	@Test
	void usesNoTlsAndNoSaslByDefault() {
		this.contextRunner.run((context) -> {
			ZKClientConfig config = context.getBean(ClientSecurity.class).config();
			assertThat(config.isSaslClientEnabled()).isFalse();
			assertThat(config.getBoolean(ZKClientConfig.SECURE_CLIENT)).isFalse();
			assertThat(config.getInt(ZKClientConfig.JUTE_MAXBUFFER, 0)).isEqualTo(32 * 1024 * 1024);
		});
	}

	@Test
	void usesTrustStoreOfJvmForBundleWithoutStores() {
		this.contextRunner.withBean(SslBundles.class, () -> new DefaultSslBundleRegistry("client", SslBundle.of(null)))
			.withPropertyValues("zk.ssl.bundle=client")
			.run((context) -> {
				ZKClientConfig config = context.getBean(ClientSecurity.class).config();
				assertThat(config.getBoolean(ZKClientConfig.SECURE_CLIENT)).isTrue();
				assertThat(config.getProperty("zookeeper.ssl.trustStore.location")).isEmpty();
				assertThat(config.getProperty("zookeeper.ssl.enabledProtocols")).contains("TLSv1.3", "TLSv1.2");
			});
	}

	@Test
	void usesServiceNameForKerberos() {
		this.contextRunner
			.withPropertyValues("zk.sasl.username=shop", "zk.sasl.password=hunter2", "zk.sasl.service-name=keeper")
			.run((context) -> assertThat(
					context.getBean(ClientSecurity.class).config().getProperty(ZKClientConfig.ZK_SASL_CLIENT_USERNAME))
				.isEqualTo("keeper"));
	}

	@Test
	void namesMissingJaasSection() {
		this.contextRunner.withPropertyValues("zk.sasl.login-context=Nowhere")
			.run((context) -> assertThat(NestedExceptionUtils.getMostSpecificCause(context.getStartupFailure()))
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class,
						(ex) -> assertThat(ex.getName()).isEqualTo("zk.sasl.login-context")));
	}

	private void assertAcl(List<ACL> expected, String... properties) {
		this.contextRunner.withPropertyValues(properties).run((context) -> {
			assertThat(context.getBean(ACLProvider.class).getDefaultAcl()).isEqualTo(expected);
			assertThat(context.getBean(ACLProvider.class).getAclForPath("/a/b")).isEqualTo(expected);
			assertThat(context.getBean(ZkConnection.class).acl("/a/b")).isEqualTo(expected);
		});
	}

}
