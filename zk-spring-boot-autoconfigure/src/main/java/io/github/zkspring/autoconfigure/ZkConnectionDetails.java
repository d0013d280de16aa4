package io.github.zkspring.autoconfigure;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;
import org.springframework.boot.ssl.SslBundle;

/**
 * Details required to reach an ensemble: where it is and who we are there. How the client
 * behaves stays in {@link ZkProperties}, so that a development server, Testcontainers or
 * Docker Compose replace the address and nothing else.
 *
 * @since 0.1.0
 */
public interface ZkConnectionDetails extends ConnectionDetails {

	/**
	 * The servers of the ensemble, with the chroot if there is one:
	 * {@code host:port,…[/chroot]}.
	 * @return the connect string
	 */
	String getConnectString();

	/**
	 * Identities that the session adds after it has connected.
	 * @return the identities, empty for an anonymous session
	 */
	default List<Auth> getAuth() {
		return List.of();
	}

	/**
	 * SASL login of the client.
	 * @return the login, or {@code null} for none
	 */
	default @Nullable Sasl getSasl() {
		return null;
	}

	/**
	 * SSL bundle to connect with.
	 * @return the bundle, or {@code null} for a plain connection
	 */
	default @Nullable SslBundle getSslBundle() {
		return null;
	}

	/**
	 * One identity of a session.
	 *
	 * @param scheme the authentication scheme, for example {@code digest}
	 * @param credentials what the scheme expects, for example {@code user:password}
	 */
	record Auth(String scheme, String credentials) {

		/**
		 * Names the scheme and keeps the credentials to itself.
		 */
		@Override
		public String toString() {
			return "Auth[scheme=" + this.scheme + ", credentials=******]";
		}

	}

	/**
	 * A SASL login: a JAAS section, or user and password for DIGEST-MD5.
	 *
	 * @param loginContext the name of the JAAS section
	 * @param serviceName the name that the servers have as a Kerberos service
	 * @param username the user for DIGEST-MD5
	 * @param password the password for DIGEST-MD5
	 */
	record Sasl(@Nullable String loginContext, String serviceName, @Nullable String username,
			@Nullable String password) {

		/**
		 * Keeps the password to itself.
		 */
		@Override
		public String toString() {
			return "Sasl[loginContext=%s, serviceName=%s, username=%s, password=******]".formatted(this.loginContext,
					this.serviceName, this.username);
		}

	}

}
