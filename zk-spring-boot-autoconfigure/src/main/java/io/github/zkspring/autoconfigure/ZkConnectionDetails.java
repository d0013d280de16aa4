package io.github.zkspring.autoconfigure;

import java.util.List;

import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

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

}
