package io.github.zkspring.discovery;

import java.util.Map;
import java.util.function.Supplier;

import io.github.zkspring.client.ZkPaths;
import org.jspecify.annotations.Nullable;

/**
 * What this application tells about itself.
 *
 * @param path the path of its record: base path, name of the service, id
 * @param host finds out its address, which may take a moment
 * @param port its port, {@code null} for that of the web server
 * @param sslPort its port for TLS, {@code null} when it has none
 * @param metadata what else it tells
 */
public record RegistrationSettings(String path, Supplier<String> host, @Nullable Integer port,
		@Nullable Integer sslPort, Map<String, String> metadata) {

	/**
	 * Create settings.
	 * @param path the path of its record
	 * @param host finds out its address
	 * @param port its port
	 * @param sslPort its port for TLS
	 * @param metadata what else it tells
	 * @throws IllegalArgumentException when the path is none
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
