package io.github.zkspring.discovery;

import java.net.URI;
import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * An instance of a service, as its record in ZooKeeper tells. Records come from whoever
 * may write below {@code zk.discovery.base-path}: treat host and metadata as input.
 *
 * @param service the name of the service
 * @param id the id of the instance, unique within the service
 * @param host its host name or address
 * @param port its port, {@code null} when it has a secure one only
 * @param sslPort its port for TLS, {@code null} when it has none
 * @param metadata what else the instance tells about itself
 * @param registered when the instance wrote its record first, by its own clock
 * @since 0.1.0
 */
public record ServiceInstance(String service, String id, String host, @Nullable Integer port, @Nullable Integer sslPort,
		Map<String, String> metadata, Instant registered) {

	static final String STATUS = "instance_status";

	static final String UP = "UP";

	static final String OUT_OF_SERVICE = "OUT_OF_SERVICE";

	/**
	 * Create an instance.
	 * @param service the name of the service
	 * @param id the id of the instance
	 * @param host its host name or address
	 * @param port its port, {@code null} when it has a secure one only
	 * @param sslPort its port for TLS, {@code null} when it has none
	 * @param metadata what else it tells
	 * @param registered when it wrote its record first
	 * @throws IllegalArgumentException when there is neither port
	 */
	public ServiceInstance {
		Assert.isTrue(port != null || sslPort != null, "an instance of a service has a port");
		metadata = Map.copyOf(metadata);
	}

	/**
	 * Whether the instance takes calls: the entry {@code instance_status} of its metadata
	 * is {@code UP}, or missing.
	 * @return {@code true} while it does
	 */
	public boolean isUp() {
		return UP.equalsIgnoreCase(this.metadata.getOrDefault(STATUS, UP));
	}

	/**
	 * Whether the instance is called through TLS.
	 * @return {@code true} when it has a port for TLS
	 */
	public boolean isSecure() {
		return this.sslPort != null;
	}

	/**
	 * Where to call the instance: {@code https} and the port for TLS where it has one.
	 * @return scheme, host and port
	 */
	public URI uri() {
		String address = (this.host.indexOf(':') >= 0) ? "[" + this.host + "]" : this.host;
		return URI.create(isSecure() ? "https://%s:%d".formatted(address, this.sslPort)
				: "http://%s:%d".formatted(address, this.port));
	}

	/**
	 * Names the instance and where it is; keeps the metadata to itself.
	 */
	@Override
	public String toString() {
		return "%s/%s at %s%s".formatted(this.service, this.id, uri(), isUp() ? "" : " (out of service)");
	}

}
