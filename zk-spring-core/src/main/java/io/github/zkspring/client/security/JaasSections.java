package io.github.zkspring.client.security;

import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;

import org.apache.zookeeper.server.auth.DigestLoginModule;
import org.jspecify.annotations.Nullable;

/**
 * JAAS configuration of the JVM that adds temporary sections, because ZooKeeper's client
 * looks its login up nowhere else. Delegates all other names to the previous
 * configuration, which is restored when the last section is removed.
 */
public final class JaasSections extends Configuration {

	private static final Map<String, AppConfigurationEntry> sections = new ConcurrentHashMap<>();

	private final @Nullable Configuration previous;

	private JaasSections(@Nullable Configuration previous) {
		this.previous = previous;
	}

	/**
	 * Adds a section with a user name and a password for SASL DIGEST-MD5.
	 * @param username the user name
	 * @param password the password
	 * @return the name of the section, which is unique in the JVM
	 */
	public static synchronized String addDigest(String username, String password) {
		String name = "zk-" + UUID.randomUUID();
		sections.put(name, new AppConfigurationEntry(DigestLoginModule.class.getName(), LoginModuleControlFlag.REQUIRED,
				Map.of("username", username, "password", password)));
		Configuration current = current();
		if (!(current instanceof JaasSections)) {
			Configuration.setConfiguration(new JaasSections(current));
		}
		return name;
	}

	/**
	 * Removes a section. A configuration that another library installed since then stays.
	 * @param name the name of the section
	 */
	public static synchronized void remove(String name) {
		sections.remove(name);
		if (sections.isEmpty() && current() instanceof JaasSections ours) {
			Configuration.setConfiguration(ours.previous);
		}
	}

	private static @Nullable Configuration current() {
		try {
			return Configuration.getConfiguration();
		}
		catch (SecurityException ex) {
			return null;
		}
	}

	@Override
	public AppConfigurationEntry @Nullable [] getAppConfigurationEntry(String name) {
		AppConfigurationEntry section = sections.get(name);
		if (section != null) {
			return new AppConfigurationEntry[] { section };
		}
		Configuration others = (this.previous != null) ? this.previous : fileConfiguration();
		return (others != null) ? others.getAppConfigurationEntry(name) : null;
	}

	// there was none before; a file may have been configured since then
	private static @Nullable Configuration fileConfiguration() {
		try {
			return Configuration.getInstance("JavaLoginConfig", null);
		}
		catch (NoSuchAlgorithmException | SecurityException ex) {
			return null;
		}
	}

	@Override
	public void refresh() {
		if (this.previous != null) {
			this.previous.refresh();
		}
	}

}
