package io.github.zkspring.autoconfigure.discovery;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.zkspring.autoconfigure.PropertyAssert;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Configuration properties for service registration and discovery.
 *
 * @param enabled Whether to enable service registration and discovery.
 * @param basePath Parent path of all services.
 * @param register Whether to register this application as a service instance when it
 * accepts traffic.
 * @param name Service name of this application. Defaults to ${spring.application.name}.
 * @param id Id of this instance. Must be unique within the service. Defaults to a random
 * UUID.
 * @param host Host name or address of this instance, without brackets and IPv6 zone.
 * Defaults to the address that the web server is bound to, or to the first non-loopback
 * address of this machine.
 * @param port Port of this instance. Defaults to the port of the web server.
 * @param sslPort TLS port of this instance. Defaults to the port of the web server when
 * TLS is enabled there.
 * @param metadata Metadata of this instance.
 * @param drain Delay between deregistration and the shutdown of the web server when the
 * application closes.
 * @param http HTTP client settings.
 * @since 0.1.0
 */
@ConfigurationProperties("zk.discovery")
public record ZkDiscoveryProperties(@DefaultValue("true") boolean enabled, @DefaultValue("/services") String basePath,
		boolean register, @Nullable String name, @Nullable String id, @Nullable String host, @Nullable Integer port,
		@Nullable Integer sslPort, @DefaultValue Map<String, String> metadata, @DefaultValue("1s") Duration drain,
		@DefaultValue Http http) {

	/**
	 * Checks the values.
	 */
	public ZkDiscoveryProperties {
		PropertyAssert.between("zk.discovery.port", port, 1, 65535);
		PropertyAssert.between("zk.discovery.ssl-port", sslPort, 1, 65535);
		PropertyAssert.notNegative("zk.discovery.drain", drain);
	}

	/**
	 * HTTP client settings.
	 *
	 * @param services Comma-separated list of service names. Auto-configured HTTP clients
	 * send requests for a host with one of these names to an instance of that service.
	 */
	public record Http(@DefaultValue List<String> services) {

	}

}
