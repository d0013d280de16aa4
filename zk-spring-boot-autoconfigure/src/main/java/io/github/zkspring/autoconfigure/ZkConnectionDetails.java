package io.github.zkspring.autoconfigure;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;
import org.springframework.boot.ssl.SslBundle;

/**
 * Details required to connect to a ZooKeeper ensemble: addresses, identities and TLS. All
 * other settings stay in {@link ZkProperties}, so that a development server,
 * Testcontainers or Docker Compose replace only the address. A bean of this type replaces
 * the details that are derived from the {@code zk.*} properties.
 *
 * @since 0.1.0
 */
public interface ZkConnectionDetails extends ConnectionDetails {

	/**
	 * Returns the servers of the ensemble and an optional chroot:
	 * {@code host:port,…[/chroot]}.
	 * @return the connect string
	 */
	String getConnectString();

	/**
	 * Returns the identities that the session adds after it has connected.
	 * @return the identities, empty for an anonymous session
	 */
	default List<Auth> getAuth() {
		return List.of();
	}

	/**
	 * Returns the SASL login of the client.
	 * @return the login, or {@code null} for none
	 */
	default @Nullable Sasl getSasl() {
		return null;
	}

	/**
	 * Returns the SSL bundle of the client.
	 * @return the bundle, or {@code null} for connections without TLS
	 */
	default @Nullable SslBundle getSslBundle() {
		return null;
	}

	/**
	 * An identity of a session.
	 *
	 * @param scheme the authentication scheme, for example {@code digest}
	 * @param credentials the credentials in the format of the scheme, for example
	 * {@code user:password}
	 */
	record Auth(String scheme, String credentials) {

		/**
		 * Returns the scheme without the credentials.
		 */
		@Override
		public String toString() {
			return "Auth[scheme=" + this.scheme + ", credentials=******]";
		}

	}

	/**
	 * A SASL login: a JAAS section, or a user name and a password for DIGEST-MD5.
	 *
	 * @param loginContext the name of the JAAS section
	 * @param serviceName the Kerberos service name of the servers
	 * @param username the user name for DIGEST-MD5
	 * @param password the password for DIGEST-MD5
	 */
	record Sasl(@Nullable String loginContext, String serviceName, @Nullable String username,
			@Nullable String password) {

		/**
		 * Returns the components without the password.
		 */
		@Override
		public String toString() {
			return "Sasl[loginContext=%s, serviceName=%s, username=%s, password=******]".formatted(this.loginContext,
					this.serviceName, this.username);
		}

	}

}
