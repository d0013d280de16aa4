package io.github.zkspring.autoconfigure.discovery;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;
import java.util.function.Supplier;

import io.github.zkspring.client.ZkPaths;
import io.github.zkspring.discovery.registration.LocalAddress;
import io.github.zkspring.discovery.registration.RegistrationSettings;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Creates {@link RegistrationSettings} from {@link ZkDiscoveryProperties}.
 */
final class PropertiesRegistrationSettings {

	private PropertiesRegistrationSettings() {
	}

	static RegistrationSettings of(ZkDiscoveryProperties properties, Environment environment) {
		String name = orElse(properties.getName(), environment.getProperty("spring.application.name"));
		if (!StringUtils.hasText(name)) {
			throw new InvalidConfigurationPropertyValueException("zk.discovery.name", properties.getName(),
					"A service name is required. Set this property or 'spring.application.name'.");
		}
		String service = child("zk.discovery.name", properties.getBasePath(), name);
		String id = StringUtils.hasText(properties.getId()) ? properties.getId() : UUID.randomUUID().toString();
		return new RegistrationSettings(child("zk.discovery.id", service, id), host(properties, environment),
				properties.getPort(), properties.getSslPort(), properties.getMetadata());
	}

	private static Supplier<String> host(ZkDiscoveryProperties properties, Environment environment) {
		String host = orElse(properties.getHost(), bound(environment.getProperty("server.address")));
		return (host != null) ? () -> host : LocalAddress::find;
	}

	// clients cannot connect to a wildcard address
	private static @Nullable String bound(@Nullable String address) {
		if (!StringUtils.hasText(address)) {
			return null;
		}
		try {
			InetAddress bound = InetAddress.getByName(address);
			return bound.isAnyLocalAddress() ? null : address;
		}
		catch (UnknownHostException ex) {
			return null;
		}
	}

	private static @Nullable String orElse(@Nullable String text, @Nullable String other) {
		return StringUtils.hasText(text) ? text : other;
	}

	private static String child(String property, String parent, String name) {
		try {
			return ZkPaths.child(parent, name);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidConfigurationPropertyValueException(property, name, ex.getMessage() + ".");
		}
	}

}
