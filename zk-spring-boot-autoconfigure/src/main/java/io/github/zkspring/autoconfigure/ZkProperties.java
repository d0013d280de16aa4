package io.github.zkspring.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Configuration properties for the ZooKeeper session.
 *
 * @since 0.1.0
 */
@ConfigurationProperties("zk")
public class ZkProperties {

	/**
	 * Comma-separated list of host:port pairs of the ensemble, followed by an optional
	 * chroot. A missing chroot is created.
	 */
	private String connectString = "localhost:2181";

	/**
	 * Namespace that is prepended to every path of the application.
	 */
	private String namespace = "";

	/**
	 * Session timeout to request. The server adjusts it to its own bounds.
	 */
	private Duration sessionTimeout = Duration.ofSeconds(30);

	/**
	 * Maximum time of one connection attempt. Limited by the session timeout.
	 */
	private Duration connectionTimeout = Duration.ofSeconds(10);

	/**
	 * Whether the session may use a server without a quorum, which only answers reads.
	 */
	private boolean readOnly;

	/**
	 * Whether to replace the connect string with the addresses that the servers
	 * advertise. Those are usually wrong behind address translation and in Kubernetes.
	 */
	private boolean ensembleTracker;

	/**
	 * List of identities that the session adds after it has connected.
	 */
	private final List<Auth> auth = new ArrayList<>();

	private final Startup startup = new Startup();

	public String getConnectString() {
		return this.connectString;
	}

	public void setConnectString(String connectString) {
		this.connectString = connectString;
	}

	public String getNamespace() {
		return this.namespace;
	}

	public void setNamespace(String namespace) {
		this.namespace = namespace;
	}

	public Duration getSessionTimeout() {
		return this.sessionTimeout;
	}

	public void setSessionTimeout(Duration sessionTimeout) {
		this.sessionTimeout = sessionTimeout;
	}

	public Duration getConnectionTimeout() {
		return this.connectionTimeout;
	}

	public void setConnectionTimeout(Duration connectionTimeout) {
		this.connectionTimeout = connectionTimeout;
	}

	public boolean isReadOnly() {
		return this.readOnly;
	}

	public void setReadOnly(boolean readOnly) {
		this.readOnly = readOnly;
	}

	public boolean isEnsembleTracker() {
		return this.ensembleTracker;
	}

	public void setEnsembleTracker(boolean ensembleTracker) {
		this.ensembleTracker = ensembleTracker;
	}

	public List<Auth> getAuth() {
		return this.auth;
	}

	public Startup getStartup() {
		return this.startup;
	}

	/**
	 * Identity of the session.
	 */
	public static class Auth {

		/**
		 * Authentication scheme.
		 */
		private String scheme = "digest";

		/**
		 * Credentials in the format of the scheme, for digest user:password.
		 */
		private @Nullable String credentials;

		public String getScheme() {
			return this.scheme;
		}

		public void setScheme(String scheme) {
			this.scheme = scheme;
		}

		public @Nullable String getCredentials() {
			return this.credentials;
		}

		public void setCredentials(@Nullable String credentials) {
			this.credentials = credentials;
		}

	}

	/**
	 * Startup behavior.
	 */
	public static class Startup {

		/**
		 * Action to take when no session is established within the startup timeout.
		 */
		private OnUnavailable onUnavailable = OnUnavailable.FAIL;

		/**
		 * Maximum time that application startup waits for a session.
		 */
		private Duration timeout = Duration.ofSeconds(15);

		public OnUnavailable getOnUnavailable() {
			return this.onUnavailable;
		}

		public void setOnUnavailable(OnUnavailable onUnavailable) {
			this.onUnavailable = onUnavailable;
		}

		public Duration getTimeout() {
			return this.timeout;
		}

		public void setTimeout(Duration timeout) {
			this.timeout = timeout;
		}

	}

	/**
	 * Action to take when no session is established within the startup timeout.
	 */
	public enum OnUnavailable {

		/**
		 * Fail application startup.
		 */
		FAIL,

		/**
		 * Start the application and connect in the background.
		 */
		CONTINUE

	}

}
