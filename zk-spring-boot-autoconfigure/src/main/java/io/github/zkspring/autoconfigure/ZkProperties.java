package io.github.zkspring.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Configuration properties for the session with ZooKeeper.
 *
 * @since 0.1.0
 */
@ConfigurationProperties("zk")
public class ZkProperties {

	/**
	 * Servers of the ensemble as host:port pairs separated by commas, with an optional
	 * chroot at the end. A missing chroot is created.
	 */
	private String connectString = "localhost:2181";

	/**
	 * Namespace that is put in front of every path of the application.
	 */
	private String namespace = "";

	/**
	 * Session timeout to ask for. The server moves it into its own bounds.
	 */
	private Duration sessionTimeout = Duration.ofSeconds(30);

	/**
	 * How long one attempt to connect may take, at most as long as the session timeout.
	 */
	private Duration connectionTimeout = Duration.ofSeconds(10);

	/**
	 * Whether the session may stay on a server without quorum, which answers reads only.
	 */
	private boolean readOnly;

	/**
	 * Whether to replace the connect string by the addresses that the servers advertise.
	 * Those are wrong behind address translation and in Kubernetes.
	 */
	private boolean ensembleTracker;

	/**
	 * Identities that the session adds after it has connected.
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
	 * An identity.
	 */
	public static class Auth {

		/**
		 * Authentication scheme.
		 */
		private String scheme = "digest";

		/**
		 * Credentials in the form that the scheme expects, for digest user:password.
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
	 * What the start does without an ensemble.
	 */
	public static class Startup {

		/**
		 * What to do when no server gives a session in time.
		 */
		private OnUnavailable onUnavailable = OnUnavailable.FAIL;

		/**
		 * How long the start waits for a session.
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
	 * What the start does when no server gives a session in time.
	 */
	public enum OnUnavailable {

		/**
		 * Fail the start.
		 */
		FAIL,

		/**
		 * Start at once and connect in the background.
		 */
		CONTINUE

	}

}
