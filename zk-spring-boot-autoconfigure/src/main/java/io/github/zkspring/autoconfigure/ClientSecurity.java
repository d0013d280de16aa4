package io.github.zkspring.autoconfigure;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Arrays;

import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.Configuration;

import io.github.zkspring.client.ZkException;
import io.github.zkspring.client.security.JaasSections;
import io.github.zkspring.client.security.TlsStores;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.server.auth.DigestLoginModule;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.util.StringUtils;

/**
 * Configures TLS, SASL and the packet limit of one client through its
 * {@link ZKClientConfig}; no setting is shared with the rest of the JVM. The temporary
 * key stores and the JAAS section are removed by {@link #close()}.
 */
class ClientSecurity implements AutoCloseable {

	/**
	 * Far above the default of the servers, so that they set the limit and a larger batch
	 * of reads than expected does not close the connection.
	 */
	private static final int MAX_PACKET = 32 * 1024 * 1024;

	private static final String FIPS_MODE = "zookeeper.fips-mode";

	private static final Log logger = LogFactory.getLog(ClientSecurity.class);

	private final ZKClientConfig config = new ZKClientConfig();

	private final @Nullable TlsStores stores;

	private final @Nullable String digestSection;

	ClientSecurity(ZkConnectionDetails details) {
		boolean digest = details.getAuth().stream().anyMatch((auth) -> auth.scheme().equals("digest"));
		if (digest && details.getSslBundle() == null) {
			logger.warn("The password of 'zk.auth' is sent in clear text: digest without TLS. Set 'zk.ssl.bundle'.");
		}
		if (this.config.getProperty(ZKClientConfig.JUTE_MAXBUFFER) == null) {
			this.config.setProperty(ZKClientConfig.JUTE_MAXBUFFER, Integer.toString(MAX_PACKET));
		}
		this.digestSection = login(details.getSasl());
		SslBundle bundle = details.getSslBundle();
		this.stores = (bundle != null) ? secure(bundle) : null;
	}

	private @Nullable String login(ZkConnectionDetails.@Nullable Sasl sasl) {
		// with SASL enabled, ZooKeeper verifies the host name of a reverse DNS look-up
		// instead of the configured address
		this.config.setProperty(ZKClientConfig.ENABLE_CLIENT_SASL_KEY, Boolean.toString(sasl != null));
		if (sasl == null) {
			return null;
		}
		this.config.setProperty(ZKClientConfig.ZK_SASL_CLIENT_USERNAME, sasl.serviceName());
		if (sasl.username() != null && sasl.password() != null) {
			enableDigest(sasl);
			String section = JaasSections.addDigest(sasl.username(), sasl.password());
			this.config.setProperty(ZKClientConfig.LOGIN_CONTEXT_NAME_KEY, section);
			return section;
		}
		this.config.setProperty(ZKClientConfig.LOGIN_CONTEXT_NAME_KEY, sasl.loginContext());
		if (Arrays.stream(entries(sasl.loginContext()))
			.anyMatch((entry) -> entry.getLoginModuleName().equals(DigestLoginModule.class.getName()))) {
			enableDigest(sasl);
		}
		return null;
	}

	// ZooKeeper enables FIPS mode by default. DIGEST-MD5 ignores the principal of the
	// server, but without one ZooKeeper does a reverse DNS look-up of the host name.
	private void enableDigest(ZkConnectionDetails.Sasl sasl) {
		if (this.config.getBoolean(FIPS_MODE, false)) {
			throw new InvalidConfigurationPropertyValueException("zk.sasl", "DIGEST-MD5",
					"The system property 'zookeeper.fips-mode' is 'true', and FIPS mode does not support DIGEST-MD5. "
							+ "Use Kerberos, or remove that property.");
		}
		this.config.setProperty(FIPS_MODE, "false");
		if (this.config.getProperty(ZKClientConfig.ZOOKEEPER_SERVER_PRINCIPAL) == null) {
			this.config.setProperty(ZKClientConfig.ZOOKEEPER_SERVER_PRINCIPAL, sasl.serviceName());
		}
	}

	private static AppConfigurationEntry[] entries(@Nullable String section) {
		String reason = "it only has other sections";
		try {
			AppConfigurationEntry[] entries = Configuration.getConfiguration().getAppConfigurationEntry(section);
			if (entries != null) {
				return entries;
			}
		}
		catch (SecurityException ex) {
			reason = ex.getMessage();
		}
		throw new InvalidConfigurationPropertyValueException("zk.sasl.login-context", section,
				"The JAAS configuration ('java.security.auth.login.config') has no section with that name: " + reason
						+ ".");
	}

	private TlsStores secure(SslBundle bundle) {
		TlsStores stores = null;
		try {
			stores = new TlsStores();
			write(stores, bundle);
			stores.applyTo(this.config);
			this.config.setProperty(ZKClientConfig.SECURE_CLIENT, "true");
			this.config.setProperty(ZKClientConfig.ZOOKEEPER_CLIENT_CNXN_SOCKET,
					"org.apache.zookeeper.ClientCnxnSocketNetty");
			this.config.setProperty("zookeeper.ssl.hostnameVerification", "true");
			this.config.setProperty("zookeeper.ssl.allowReverseDnsLookup", "false");
			this.config.setProperty("zookeeper.ssl.enabledProtocols", String.join(",", protocols(bundle)));
			String[] ciphers = bundle.getOptions().getCiphers();
			if (ciphers != null) {
				this.config.setProperty("zookeeper.ssl.ciphersuites", String.join(",", ciphers));
			}
			return stores;
		}
		catch (IOException ex) {
			close(stores);
			throw new InvalidConfigurationPropertyValueException("java.io.tmpdir", System.getProperty("java.io.tmpdir"),
					("The stores of 'zk.ssl.bundle' cannot be written there (%s), and ZooKeeper's client reads them from "
							+ "files only. Set this system property to a directory that the application may write to.")
						.formatted(ex));
		}
		catch (GeneralSecurityException ex) {
			close(stores);
			throw new ZkException("The SSL bundle of 'zk.ssl.bundle' cannot be used: " + ex.getMessage(), ex);
		}
	}

	private static void write(TlsStores stores, SslBundle bundle) throws GeneralSecurityException, IOException {
		String keyPassword = bundle.getKey().getPassword();
		stores.write(bundle.getStores().getKeyStore(),
				StringUtils.hasLength(keyPassword) ? keyPassword : bundle.getStores().getKeyStorePassword(),
				bundle.getKey().getAlias(), bundle.getStores().getTrustStore());
	}

	// the default of ZooKeeper is only the newest protocol
	private static String[] protocols(SslBundle bundle) {
		String[] enabled = bundle.getOptions().getEnabledProtocols();
		return (enabled != null) ? enabled : bundle.createSslContext().getDefaultSSLParameters().getProtocols();
	}

	/**
	 * Replaces the keys and certificates with those of a reloaded bundle. The next
	 * connection uses them; an open connection is not affected.
	 * @param bundle the reloaded bundle
	 */
	void update(SslBundle bundle) {
		if (this.stores == null) {
			return;
		}
		try {
			write(this.stores, bundle);
			logger.info("The SSL bundle was reloaded. The next connection to ZooKeeper uses it.");
		}
		catch (GeneralSecurityException | IOException | RuntimeException ex) {
			logger.error("The reloaded SSL bundle cannot be used, the previous one stays in use: " + ex.getMessage(),
					ex);
		}
	}

	ZKClientConfig config() {
		return this.config;
	}

	@Override
	public void close() {
		close(this.stores);
	}

	private void close(@Nullable TlsStores stores) {
		if (stores != null) {
			stores.close();
		}
		if (this.digestSection != null) {
			JaasSections.remove(this.digestSection);
		}
	}

}
