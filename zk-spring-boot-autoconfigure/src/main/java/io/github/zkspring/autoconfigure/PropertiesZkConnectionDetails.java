package io.github.zkspring.autoconfigure;

import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.context.properties.source.MutuallyExclusiveConfigurationPropertiesException;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

/**
 * Adapts {@link ZkProperties} to {@link ZkConnectionDetails}.
 */
class PropertiesZkConnectionDetails implements ZkConnectionDetails {

	private final ZkProperties properties;

	private final @Nullable SslBundles sslBundles;

	PropertiesZkConnectionDetails(ZkProperties properties, @Nullable SslBundles sslBundles) {
		this.properties = properties;
		this.sslBundles = sslBundles;
	}

	@Override
	public String getConnectString() {
		return this.properties.connectString();
	}

	@Override
	public List<Auth> getAuth() {
		return this.properties.auth().stream().map(PropertiesZkConnectionDetails::identity).toList();
	}

	// without an index Spring Boot does not report the value, which is a secret
	private static Auth identity(ZkProperties.Auth auth) {
		String scheme = required("zk.auth[].scheme", auth.scheme());
		String credentials = required("zk.auth[].credentials", auth.credentials());
		if (scheme.equals("digest") && credentials.indexOf(':') < 1) {
			throw new InvalidConfigurationPropertyValueException("zk.auth[].credentials", "",
					"Credentials of the scheme 'digest' have the form 'user:password'.");
		}
		return new Auth(scheme, credentials);
	}

	@Override
	public @Nullable Sasl getSasl() {
		ZkProperties.Sasl sasl = this.properties.sasl();
		boolean digest = StringUtils.hasLength(sasl.username()) || StringUtils.hasLength(sasl.password());
		if (!digest) {
			return StringUtils.hasLength(sasl.loginContext())
					? new Sasl(sasl.loginContext(), sasl.serviceName(), null, null) : null;
		}
		MutuallyExclusiveConfigurationPropertiesException.throwIfMultipleNonNullValuesIn((values) -> {
			values.put("zk.sasl.login-context", sasl.loginContext());
			values.put("zk.sasl.username", sasl.username());
		});
		return new Sasl(null, sasl.serviceName(), required("zk.sasl.username", sasl.username()),
				required("zk.sasl.password", sasl.password()));
	}

	@Override
	public @Nullable SslBundle getSslBundle() {
		String name = this.properties.ssl().bundle();
		if (!StringUtils.hasLength(name)) {
			return null;
		}
		Assert.state(this.sslBundles != null, "'zk.ssl.bundle' requires a bean of type SslBundles");
		try {
			return this.sslBundles.getBundle(name);
		}
		catch (NoSuchSslBundleException ex) {
			throw new InvalidConfigurationPropertyValueException("zk.ssl.bundle", name,
					"No SSL bundle has this name. Define it with 'spring.ssl.bundle.jks.%1$s' or 'spring.ssl.bundle.pem.%1$s'."
						.formatted(name));
		}
	}

	/**
	 * Registers a handler that is called whenever the bundle is reloaded.
	 * @param handler the handler
	 */
	void onBundleUpdate(Consumer<SslBundle> handler) {
		String name = this.properties.ssl().bundle();
		if (StringUtils.hasLength(name) && this.sslBundles != null) {
			this.sslBundles.addBundleUpdateHandler(name, handler);
		}
	}

	private static String required(String name, @Nullable String value) {
		if (value == null || value.isEmpty()) {
			throw new InvalidConfigurationPropertyValueException(name, "", "A value is required.");
		}
		return value;
	}

}
