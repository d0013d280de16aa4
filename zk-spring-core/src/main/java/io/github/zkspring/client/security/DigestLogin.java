package io.github.zkspring.client.security;

import java.util.Map;
import java.util.UUID;

import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;

import org.apache.zookeeper.server.auth.DigestLoginModule;

/**
 * User name and password for SASL DIGEST-MD5, as a JAAS section whose name is known to
 * one client only. It is there until {@link #close()}.
 */
public final class DigestLogin implements AutoCloseable {

	private final String section = "zk-" + UUID.randomUUID();

	/**
	 * Create a login.
	 * @param username the user
	 * @param password the password of that user
	 */
	public DigestLogin(String username, String password) {
		JaasSections.add(this.section, new AppConfigurationEntry(DigestLoginModule.class.getName(),
				LoginModuleControlFlag.REQUIRED, Map.of("username", username, "password", password)));
	}

	/**
	 * The name of the section.
	 * @return its name, different for every login
	 */
	public String section() {
		return this.section;
	}

	@Override
	public void close() {
		JaasSections.remove(this.section);
	}

}
