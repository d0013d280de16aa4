package io.github.zkspring.autoconfigure.embedded;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Configuration properties for the embedded development server.
 *
 * @since 0.1.0
 */
@ConfigurationProperties("zk.embedded")
public class ZkEmbeddedProperties {

	/**
	 * Whether to run a development server in this JVM and connect to it instead of
	 * zk.connect-string.
	 */
	private boolean enabled = false;

	/**
	 * Port of the embedded server on 127.0.0.1. Zero selects a free port.
	 */
	private int port = 0;

	/**
	 * Data directory of the embedded server. Defaults to a temporary directory that is
	 * deleted when the application closes.
	 */
	private @Nullable Path dataDir;

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public int getPort() {
		return this.port;
	}

	public void setPort(int port) {
		this.port = port;
	}

	public @Nullable Path getDataDir() {
		return this.dataDir;
	}

	public void setDataDir(@Nullable Path dataDir) {
		this.dataDir = dataDir;
	}

}
