package io.github.zkspring.discovery.registration;

import java.util.Map;
import java.util.function.Supplier;

import io.github.zkspring.client.ZkPaths;
import org.jspecify.annotations.Nullable;

/**
 * The configured description of this application as an instance of a service.
 *
 * @param path the path of its record: base path, service name and id
 * @param host determines its host, which may take a moment
 * @param port its port, or {@code null} for the port of the web server
 * @param sslPort its TLS port, or {@code null} if it has none
 * @param metadata its metadata
 */
public record RegistrationSettings(String path, Supplier<String> host, @Nullable Integer port,
		@Nullable Integer sslPort, Map<String, String> metadata) {

	/**
	 * Create settings.
	 * @param path the path of its record
	 * @param host determines its host
	 * @param port its port
	 * @param sslPort its TLS port
	 * @param metadata its metadata
	 * @throws IllegalArgumentException if the path is invalid
	 */
	public RegistrationSettings {
		ZkPaths.validate(path);
		metadata = Map.copyOf(metadata);
	}

	String service() {
		return ZkPaths.name(ZkPaths.parent(this.path));
	}

	String id() {
		return ZkPaths.name(this.path);
	}

}
