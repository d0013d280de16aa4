package io.github.zkspring.discovery;

import java.net.URI;
import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * An instance of a service, as described by its record in ZooKeeper. Every client with
 * write access below {@code zk.discovery.base-path} can write records: treat the host and
 * the metadata as untrusted input.
 *
 * @param service the name of the service
 * @param id the id of the instance, unique within the service
 * @param host its host name or address
 * @param port its port, or {@code null} if it has a TLS port only
 * @param sslPort its TLS port, or {@code null} if it has none
 * @param metadata the metadata of the instance
 * @param registered the time of the first registration, by the clock of the instance
 * @since 0.1.0
 */
public record ServiceInstance(String service, String id, String host, @Nullable Integer port, @Nullable Integer sslPort,
		Map<String, String> metadata, Instant registered) {

	/**
	 * Metadata key of the status, as in spring-cloud-zookeeper.
	 */
	public static final String STATUS = "instance_status";

	/**
	 * Status of an instance that accepts calls.
	 */
	public static final String UP = "UP";

	/**
	 * Status of an instance that does not accept calls.
	 */
	public static final String OUT_OF_SERVICE = "OUT_OF_SERVICE";

	/**
	 * Creates an instance.
	 * @param service the name of the service
	 * @param id the id of the instance
	 * @param host its host name or address
	 * @param port its port, or {@code null} if it has a TLS port only
	 * @param sslPort its TLS port, or {@code null} if it has none
	 * @param metadata its metadata
	 * @param registered the time of its first registration
	 * @throws IllegalArgumentException if it has no port
	 */
	public ServiceInstance {
		Assert.isTrue(port != null || sslPort != null, "A service instance must have a port");
		metadata = Map.copyOf(metadata);
	}

	/**
	 * Returns whether the instance accepts calls: its status is {@link #UP} or missing.
	 * @return {@code true} if it accepts calls
	 */
	public boolean isUp() {
		return UP.equalsIgnoreCase(this.metadata.getOrDefault(STATUS, UP));
	}

	/**
	 * Returns whether the instance is called with TLS.
	 * @return {@code true} if it has a TLS port
	 */
	public boolean isSecure() {
		return this.sslPort != null;
	}

	/**
	 * Returns the address of the instance: {@code https} and the TLS port if it has one.
	 * @return scheme, host and port
	 */
	public URI uri() {
		String address = (this.host.indexOf(':') >= 0) ? "[" + this.host + "]" : this.host;
		return URI.create(isSecure() ? "https://%s:%d".formatted(address, this.sslPort)
				: "http://%s:%d".formatted(address, this.port));
	}

	/**
	 * Returns the name and the address. The metadata is omitted.
	 */
	@Override
	public String toString() {
		return "%s/%s at %s%s".formatted(this.service, this.id, uri(), isUp() ? "" : " (out of service)");
	}

}
