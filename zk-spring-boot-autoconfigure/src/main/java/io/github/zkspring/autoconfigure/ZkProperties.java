package io.github.zkspring.autoconfigure;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Configuration properties for the ZooKeeper session: its ensemble, timeouts, retries and
 * security.
 *
 * @param enabled Whether to enable the auto-configuration of this project. If disabled,
 * annotated methods run without their guard, and watch methods are not called.
 * @param connectString Comma-separated list of host:port pairs of the ensemble, followed
 * by an optional chroot. A missing chroot is created.
 * @param namespace Namespace that is prepended to every path of the application.
 * @param sessionTimeout Session timeout to request. The server adjusts it to its own
 * bounds.
 * @param connectionTimeout Maximum time of one connection attempt. Limited by the session
 * timeout.
 * @param readOnly Whether the session may use a server without a quorum, which only
 * answers reads.
 * @param ensembleTracker Whether to replace the connect string with the addresses that
 * the servers advertise. Those are usually wrong behind address translation and in
 * Kubernetes.
 * @param auth List of identities that the session adds after it has connected.
 * @param acl ACL of created znodes, including parents, the chroot and the namespace.
 * Defaults to creator-all when zk.auth or zk.sasl gives the session an identity,
 * otherwise to open.
 * @param ssl TLS settings.
 * @param sasl SASL settings.
 * @param startup Startup behavior.
 * @param retry Retries of failed requests.
 * @param heartbeat Writes that prove the session while something is held.
 * @since 0.1.0
 */
@ConfigurationProperties("zk")
public record ZkProperties(@DefaultValue("true") boolean enabled, @DefaultValue("localhost:2181") String connectString,
		@DefaultValue("") String namespace, @DefaultValue("30s") Duration sessionTimeout,
		@DefaultValue("10s") Duration connectionTimeout, boolean readOnly, boolean ensembleTracker,
		@DefaultValue List<Auth> auth, @Nullable Acl acl, @DefaultValue Ssl ssl, @DefaultValue Sasl sasl,
		@DefaultValue Startup startup, @DefaultValue Retry retry, @DefaultValue Heartbeat heartbeat) {

	/**
	 * Checks the values.
	 */
	public ZkProperties {
		PropertyAssert.positiveMillis("zk.session-timeout", sessionTimeout);
		PropertyAssert.positiveMillis("zk.connection-timeout", connectionTimeout);
	}

	/**
	 * Identity of the session.
	 *
	 * @param scheme Authentication scheme.
	 * @param credentials Credentials in the format of the scheme, for digest
	 * user:password.
	 */
	public record Auth(@DefaultValue("digest") String scheme, @Nullable String credentials) {

		/**
		 * Returns the scheme without the credentials.
		 */
		@Override
		public String toString() {
			return "Auth[scheme=%s, credentials=******]".formatted(this.scheme);
		}

	}

	/**
	 * Startup behavior.
	 *
	 * @param onUnavailable Action to take when no session is established within the
	 * startup timeout.
	 * @param timeout Maximum time that application startup waits for a session.
	 */
	public record Startup(@DefaultValue("fail") OnUnavailable onUnavailable, @DefaultValue("15s") Duration timeout) {

		/**
		 * Checks the values.
		 */
		public Startup {
			PropertyAssert.positive("zk.startup.timeout", timeout);
		}

		/**
		 * Returns whether startup fails without a session.
		 * @return {@code false} to connect in the background
		 */
		public boolean isSessionRequired() {
			return this.onUnavailable == OnUnavailable.FAIL;
		}

	}

	/**
	 * Retries of failed requests.
	 *
	 * @param initialInterval Delay before the first retry. Later delays grow
	 * exponentially.
	 * @param maxInterval Maximum delay between two retries.
	 * @param maxAttempts Maximum number of retries of one request of CuratorFramework.
	 * ZkTemplate and the other beans of this project repeat requests until their timeout.
	 * @param maxElapsed Maximum total time of the retries of one request.
	 */
	public record Retry(@DefaultValue("100ms") Duration initialInterval, @DefaultValue("5s") Duration maxInterval,
			@DefaultValue("10") int maxAttempts, @DefaultValue("60s") Duration maxElapsed) {

		/**
		 * Checks the values.
		 */
		public Retry {
			PropertyAssert.positiveMillis("zk.retry.initial-interval", initialInterval);
			PropertyAssert.positiveMillis("zk.retry.max-interval", maxInterval);
			PropertyAssert.between("zk.retry.max-attempts", maxAttempts, 1, Integer.MAX_VALUE);
			PropertyAssert.positive("zk.retry.max-elapsed", maxElapsed);
		}

	}

	/**
	 * Writes that prove the session while something is held.
	 *
	 * @param basePath Parent path of the znodes that are written while leadership, a lock
	 * or a permit is held. The session needs the permission to create children there.
	 */
	public record Heartbeat(@DefaultValue("/heartbeats") String basePath) {

	}

	/**
	 * TLS settings.
	 *
	 * @param bundle Name of the SSL bundle to use for connections. Host names are
	 * verified.
	 */
	public record Ssl(@Nullable String bundle) {

	}

	/**
	 * SASL settings.
	 *
	 * @param loginContext Name of the JAAS section for the login, for Kerberos or
	 * DIGEST-MD5.
	 * @param serviceName Kerberos service name of the servers.
	 * @param username User name for DIGEST-MD5. Replaces a JAAS section.
	 * @param password Password for DIGEST-MD5.
	 */
	public record Sasl(@Nullable String loginContext, @DefaultValue("zookeeper") String serviceName,
			@Nullable String username, @Nullable String password) {

		/**
		 * Checks the values.
		 */
		public Sasl {
			PropertyAssert.hasText("zk.sasl.service-name", serviceName);
		}

		/**
		 * Returns the components without the password.
		 */
		@Override
		public String toString() {
			return "Sasl[loginContext=%s, serviceName=%s, username=%s, password=******]".formatted(this.loginContext,
					this.serviceName, this.username);
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
