package io.github.zkspring.autoconfigure;

import java.io.IOException;
import java.security.GeneralSecurityException;

import io.github.zkspring.client.ZkException;
import io.github.zkspring.client.security.TlsMaterial;
import io.github.zkspring.client.security.TlsStores;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.zookeeper.client.ZKClientConfig;
import org.jspecify.annotations.Nullable;

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

	private static final Log logger = LogFactory.getLog(ClientSecurity.class);

	private final ZKClientConfig config = new ZKClientConfig();

	private final @Nullable TlsStores stores;

	private final SaslClientLogin login;

	ClientSecurity(ZkConnectionDetails details) {
		boolean digest = details.getAuth().stream().anyMatch((auth) -> auth.scheme().equals("digest"));
		if (digest && details.getSslBundle() == null) {
			logger.warn("The password of 'zk.auth' is sent in clear text: digest without TLS. Set 'zk.ssl.bundle'.");
		}
		if (this.config.getProperty(ZKClientConfig.JUTE_MAXBUFFER) == null) {
			this.config.setProperty(ZKClientConfig.JUTE_MAXBUFFER, Integer.toString(MAX_PACKET));
		}
		this.login = new SaslClientLogin(details.getSasl(), this.config);
		SslBundle bundle = details.getSslBundle();
		this.stores = (bundle != null) ? secure(bundle) : null;
	}

	private TlsStores secure(SslBundle bundle) {
		try {
			TlsStores stores = TlsStores.write(material(bundle));
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
		catch (GeneralSecurityException | IOException ex) {
			this.login.close();
			throw new ZkException("The SSL bundle of 'zk.ssl.bundle' cannot be used: " + ex.getMessage(), ex);
		}
	}

	private static TlsMaterial material(SslBundle bundle) throws GeneralSecurityException {
		String keyPassword = bundle.getKey().getPassword();
		return TlsMaterial.of(bundle.getStores().getKeyStore(),
				StringUtils.hasLength(keyPassword) ? keyPassword : bundle.getStores().getKeyStorePassword(),
				bundle.getKey().getAlias(), bundle.getStores().getTrustStore());
	}

	// the default of ZooKeeper is only the newest protocol
	private static String[] protocols(SslBundle bundle) {
		String[] enabled = bundle.getOptions().getEnabledProtocols();
		return (enabled != null) ? enabled : bundle.createSslContext().getDefaultSSLParameters().getProtocols();
	}

	/**
	 * Replace the keys and certificates with those of a reloaded bundle. The next
	 * connection uses them; an open connection is not affected.
	 * @param bundle the reloaded bundle
	 */
	void update(SslBundle bundle) {
		if (this.stores == null) {
			return;
		}
		try {
			this.stores.replace(material(bundle));
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
		if (this.stores != null) {
			this.stores.close();
		}
		this.login.close();
	}

}
