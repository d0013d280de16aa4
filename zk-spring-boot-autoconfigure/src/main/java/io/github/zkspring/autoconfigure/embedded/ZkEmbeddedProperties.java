package io.github.zkspring.autoconfigure.embedded;

import java.nio.file.Path;

import io.github.zkspring.autoconfigure.PropertyAssert;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Configuration properties for the embedded development server.
 *
 * @param enabled Whether to run a development server in this JVM and connect to it
 * instead of zk.connect-string.
 * @param port Port of the embedded server on 127.0.0.1. Zero selects a free port.
 * @param dataDir Data directory of the embedded server. Defaults to a temporary directory
 * that is deleted when the application closes.
 * @since 0.1.0
 */
@ConfigurationProperties("zk.embedded")
public record ZkEmbeddedProperties(boolean enabled, int port, @Nullable Path dataDir) {

	/**
	 * Checks the values.
	 */
	public ZkEmbeddedProperties {
		PropertyAssert.between("zk.embedded.port", port, 0, 65535);
	}

}
