package io.github.zkspring.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Configuration properties for the ZooKeeper session: its ensemble, timeouts, retries and
 * security.
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

	/**
	 * ACL of created znodes, including parents, the chroot and the namespace. Defaults to
	 * creator-all when zk.auth or zk.sasl gives the session an identity, otherwise to
	 * open.
	 */
	private @Nullable Acl acl;

	private final Ssl ssl = new Ssl();

	private final Sasl sasl = new Sasl();

	private final Startup startup = new Startup();

	private final Retry retry = new Retry();

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

	public Retry getRetry() {
		return this.retry;
	}

	public @Nullable Acl getAcl() {
		return this.acl;
	}

	public void setAcl(@Nullable Acl acl) {
		this.acl = acl;
	}

	public Ssl getSsl() {
		return this.ssl;
	}

	public Sasl getSasl() {
		return this.sasl;
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
	 * Retries of failed requests.
	 */
	public static class Retry {

		/**
		 * Delay before the first retry. Later delays grow exponentially.
		 */
		private Duration initialInterval = Duration.ofMillis(100);

		/**
		 * Maximum delay between two retries.
		 */
		private Duration maxInterval = Duration.ofSeconds(5);

		/**
		 * Maximum number of retries of one request.
		 */
		private int maxAttempts = 10;

		/**
		 * Maximum total time of the retries of one request.
		 */
		private Duration maxElapsed = Duration.ofSeconds(60);

		public Duration getInitialInterval() {
			return this.initialInterval;
		}

		public void setInitialInterval(Duration initialInterval) {
			this.initialInterval = initialInterval;
		}

		public Duration getMaxInterval() {
			return this.maxInterval;
		}

		public void setMaxInterval(Duration maxInterval) {
			this.maxInterval = maxInterval;
		}

		public int getMaxAttempts() {
			return this.maxAttempts;
		}

		public void setMaxAttempts(int maxAttempts) {
			this.maxAttempts = maxAttempts;
		}

		public Duration getMaxElapsed() {
			return this.maxElapsed;
		}

		public void setMaxElapsed(Duration maxElapsed) {
			this.maxElapsed = maxElapsed;
		}

	}

	/**
	 * TLS settings.
	 */
	public static class Ssl {

		/**
		 * Name of the SSL bundle to use for connections. Host names are verified.
		 */
		private @Nullable String bundle;

		public @Nullable String getBundle() {
			return this.bundle;
		}

		public void setBundle(@Nullable String bundle) {
			this.bundle = bundle;
		}

	}

	/**
	 * SASL settings.
	 */
	public static class Sasl {

		/**
		 * Name of the JAAS section for the login, for Kerberos or DIGEST-MD5.
		 */
		private @Nullable String loginContext;

		/**
		 * Kerberos service name of the servers.
		 */
		private String serviceName = "zookeeper";

		/**
		 * User name for DIGEST-MD5. Replaces a JAAS section.
		 */
		private @Nullable String username;

		/**
		 * Password for DIGEST-MD5.
		 */
		private @Nullable String password;

		public @Nullable String getLoginContext() {
			return this.loginContext;
		}

		public void setLoginContext(@Nullable String loginContext) {
			this.loginContext = loginContext;
		}

		public String getServiceName() {
			return this.serviceName;
		}

		public void setServiceName(String serviceName) {
			this.serviceName = serviceName;
		}

		public @Nullable String getUsername() {
			return this.username;
		}

		public void setUsername(@Nullable String username) {
			this.username = username;
		}

		public @Nullable String getPassword() {
			return this.password;
		}

		public void setPassword(@Nullable String password) {
			this.password = password;
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
		 * Starts the application and connects in the background.
		 */
		CONTINUE

	}

	/**
	 * ACL presets for created znodes.
	 */
	public enum Acl {

		/**
		 * All clients have all permissions.
		 */
		OPEN,

		/**
		 * The creator of a znode has all permissions, other identities have none.
		 */
		CREATOR_ALL,

		/**
		 * The creator of a znode has all permissions, other identities may read.
		 */
		CREATOR_ALL_WORLD_READ

	}

}
