package io.github.zkspring.autoconfigure;

import java.util.Arrays;

import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.Configuration;

import io.github.zkspring.client.security.DigestLogin;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.server.auth.DigestLoginModule;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Writes the SASL login of a client to its {@link ZKClientConfig}. The JAAS section for a
 * user name and a password exists until {@link #close()}.
 */
class SaslClientLogin implements AutoCloseable {

	private static final String FIPS_MODE = "zookeeper.fips-mode";

	private final @Nullable DigestLogin digest;

	SaslClientLogin(ZkConnectionDetails.@Nullable Sasl sasl, ZKClientConfig config) {
		// with SASL enabled, ZooKeeper verifies the host name of a reverse DNS look-up
		// instead of the configured address
		config.setProperty(ZKClientConfig.ENABLE_CLIENT_SASL_KEY, Boolean.toString(sasl != null));
		if (sasl == null) {
			this.digest = null;
			return;
		}
		config.setProperty(ZKClientConfig.ZK_SASL_CLIENT_USERNAME, sasl.serviceName());
		if (sasl.username() != null && sasl.password() != null) {
			refuseFipsMode(config);
			this.digest = new DigestLogin(sasl.username(), sasl.password());
			config.setProperty(ZKClientConfig.LOGIN_CONTEXT_NAME_KEY, this.digest.section());
			useDigest(config, sasl);
		}
		else {
			this.digest = null;
			config.setProperty(ZKClientConfig.LOGIN_CONTEXT_NAME_KEY, sasl.loginContext());
			if (isDigest(sasl.loginContext())) {
				refuseFipsMode(config);
				useDigest(config, sasl);
			}
		}
	}

	private static void refuseFipsMode(ZKClientConfig config) {
		if (config.getBoolean(FIPS_MODE, false)) {
			throw new InvalidConfigurationPropertyValueException("zk.sasl", "DIGEST-MD5",
					"The system property 'zookeeper.fips-mode' is 'true', and FIPS mode does not support DIGEST-MD5. "
							+ "Use Kerberos, or remove that property.");
		}
	}

	// ZooKeeper enables FIPS mode by default. DIGEST-MD5 ignores the principal of the
	// server, but without one ZooKeeper does a reverse DNS look-up of the host name.
	private static void useDigest(ZKClientConfig config, ZkConnectionDetails.Sasl sasl) {
		config.setProperty(FIPS_MODE, "false");
		if (config.getProperty(ZKClientConfig.ZOOKEEPER_SERVER_PRINCIPAL) == null) {
			config.setProperty(ZKClientConfig.ZOOKEEPER_SERVER_PRINCIPAL, sasl.serviceName());
		}
	}

	private static boolean isDigest(@Nullable String section) {
		return Arrays.stream(entries(section))
			.anyMatch((entry) -> entry.getLoginModuleName().equals(DigestLoginModule.class.getName()));
	}

	private static AppConfigurationEntry[] entries(@Nullable String section) {
		AppConfigurationEntry[] entries = null;
		try {
			entries = Configuration.getConfiguration().getAppConfigurationEntry(section);
		}
		catch (SecurityException ex) {
			throw missing(section, ex.getMessage());
		}
		if (entries == null) {
			throw missing(section, "it only has other sections");
		}
		return entries;
	}

	private static RuntimeException missing(@Nullable String section, @Nullable String reason) {
		return new InvalidConfigurationPropertyValueException("zk.sasl.login-context", section,
				"The JAAS configuration ('java.security.auth.login.config') has no section with that name: " + reason
						+ ".");
	}

	@Override
	public void close() {
		if (this.digest != null) {
			this.digest.close();
		}
	}

}
