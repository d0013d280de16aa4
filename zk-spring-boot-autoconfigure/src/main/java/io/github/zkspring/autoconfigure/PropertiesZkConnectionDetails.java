package io.github.zkspring.autoconfigure;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Adapts {@link ZkProperties} to {@link ZkConnectionDetails}.
 */
class PropertiesZkConnectionDetails implements ZkConnectionDetails {

	private final ZkProperties properties;

	PropertiesZkConnectionDetails(ZkProperties properties) {
		this.properties = properties;
	}

	@Override
	public String getConnectString() {
		return this.properties.getConnectString();
	}

	@Override
	public List<Auth> getAuth() {
		return this.properties.getAuth()
			.stream()
			.map((auth) -> new Auth(required("scheme", auth.getScheme()),
					required("credentials", auth.getCredentials())))
			.toList();
	}

	private static String required(String name, @Nullable String value) {
		if (value == null || value.isEmpty()) {
			throw new InvalidConfigurationPropertyValueException("zk.auth[]." + name, "", "It must have a value.");
		}
		return value;
	}

}
