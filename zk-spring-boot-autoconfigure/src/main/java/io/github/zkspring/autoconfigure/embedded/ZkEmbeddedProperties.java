package io.github.zkspring.autoconfigure.embedded;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Properties of the development server in this JVM.
 *
 * @since 0.1.0
 */
@ConfigurationProperties("zk.embedded")
public class ZkEmbeddedProperties {

	/**
	 * Whether to run a ZooKeeper server inside this JVM, for development, and to connect
	 * to it instead of "zk.connect-string".
	 */
	private boolean enabled = false;

	/**
	 * Port of the embedded server on 127.0.0.1. Any free port is used when it is 0.
	 */
	private int port = 0;

	/**
	 * Directory where the embedded server keeps its data. When not set, the data is in a
	 * temporary directory that is deleted when the application ends.
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
