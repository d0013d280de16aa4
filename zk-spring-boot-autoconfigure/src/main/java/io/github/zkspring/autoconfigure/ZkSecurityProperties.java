package io.github.zkspring.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Configuration properties for TLS, SASL and the ACL of created znodes.
 *
 * @since 0.1.0
 */
@ConfigurationProperties("zk")
public class ZkSecurityProperties {

	/**
	 * ACL of created znodes, including parents, the chroot and the namespace. Defaults to
	 * creator-all when zk.auth or zk.sasl gives the session an identity, otherwise to
	 * open.
	 */
	private @Nullable Acl acl;

	private final Ssl ssl = new Ssl();

	private final Sasl sasl = new Sasl();

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
