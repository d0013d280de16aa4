package io.github.zkspring.autoconfigure.discovery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.util.Comparator;
import java.util.UUID;
import java.util.function.Supplier;

import io.github.zkspring.client.ZkPaths;
import io.github.zkspring.discovery.ServiceRecords;
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
		String name = orElse(properties.name(), environment.getProperty("spring.application.name"));
		if (!StringUtils.hasText(name)) {
			throw new InvalidConfigurationPropertyValueException("zk.discovery.name", properties.name(),
					"A service name is required. Set this property or 'spring.application.name'.");
		}
		String service = child("zk.discovery.name", properties.basePath(), name);
		String id = StringUtils.hasText(properties.id()) ? properties.id() : UUID.randomUUID().toString();
		return new RegistrationSettings(child("zk.discovery.id", service, id), host(properties, environment),
				properties.port(), properties.sslPort(), properties.metadata());
	}

	private static Supplier<String> host(ZkDiscoveryProperties properties, Environment environment) {
		if (StringUtils.hasText(properties.host()) && !ServiceRecords.isHost(properties.host())) {
			throw new InvalidConfigurationPropertyValueException("zk.discovery.host", properties.host(),
					"It must be a host name or an IP address, without scheme, port, brackets and zone.");
		}
		String host = orElse(properties.host(), bound(environment.getProperty("server.address")));
		return (host != null) ? () -> host : PropertiesRegistrationSettings::localAddress;
	}

	// clients cannot connect to a wildcard address
	private static @Nullable String bound(@Nullable String address) {
		if (!StringUtils.hasText(address)) {
			return null;
		}
		try {
			InetAddress bound = InetAddress.getByName(address);
			return bound.isAnyLocalAddress() ? null : ServiceRecords.isHost(address) ? address : withoutZone(bound);
		}
		catch (UnknownHostException ex) {
			return null;
		}
	}

	/**
	 * Returns the address of this machine: of the first network interface that is up and
	 * has an address that is neither loopback nor link-local, IPv4 preferred.
	 * @return the address, or the loopback address if there is no other
	 */
	static String localAddress() {
		try {
			return NetworkInterface.networkInterfaces()
				.filter(PropertiesRegistrationSettings::isUp)
				.sorted(Comparator.comparingInt(NetworkInterface::getIndex))
				.flatMap(NetworkInterface::inetAddresses)
				.filter((address) -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
				.min(Comparator.comparing((address) -> !(address instanceof Inet4Address)))
				.map(PropertiesRegistrationSettings::withoutZone)
				.orElseGet(() -> withoutZone(InetAddress.getLoopbackAddress()));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Returns the text of an address without the zone, which only this machine knows.
	 * @param address an address, for example {@code fd00::5%lo}
	 * @return the address, for example {@code fd00::5}
	 */
	static String withoutZone(InetAddress address) {
		String text = address.getHostAddress();
		int zone = text.indexOf('%');
		return (zone < 0) ? text : text.substring(0, zone);
	}

	private static boolean isUp(NetworkInterface candidate) {
		try {
			return candidate.isUp();
		}
		catch (IOException ex) {
			return false;
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
