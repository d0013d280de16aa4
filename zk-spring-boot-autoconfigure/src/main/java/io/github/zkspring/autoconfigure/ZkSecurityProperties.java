package io.github.zkspring.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Configuration properties for TLS, SASL and the ACLs of created znodes.
 *
 * @since 0.1.0
 */
@ConfigurationProperties("zk")
public class ZkSecurityProperties {

	/**
	 * ACL of znodes that the application creates, their parents, the chroot and the
	 * namespace included. Without a value it is creator-all when the session has an
	 * identity through zk.auth or zk.sasl, otherwise open.
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
	 * TLS.
	 */
	public static class Ssl {

		/**
		 * Name of the SSL bundle to connect with. Host names are verified.
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
	 * SASL.
	 */
	public static class Sasl {

		/**
		 * JAAS section to log in with, for Kerberos or DIGEST-MD5.
		 */
		private @Nullable String loginContext;

		/**
		 * Name that the servers have as a Kerberos service.
		 */
		private String serviceName = "zookeeper";

		/**
		 * User for DIGEST-MD5, in the place of a JAAS section.
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
	 * Who may do what with the znodes of the application.
	 */
	public enum Acl {

		/**
		 * Everybody may do everything.
		 */
		OPEN,

		/**
		 * The identity that creates a znode may do everything, others nothing.
		 */
		CREATOR_ALL,

		/**
		 * The identity that creates a znode may do everything, others may read.
		 */
		CREATOR_ALL_WORLD_READ

	}

}
