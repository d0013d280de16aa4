package io.github.zkspring.client.security;

import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.Configuration;

import org.jspecify.annotations.Nullable;

/**
 * The JAAS configuration of the JVM with our own sections besides. ZooKeeper's client
 * looks its login up there and nowhere else. Every other name is answered by the
 * configuration that was there before, which returns with the end of the last section.
 */
final class JaasSections extends Configuration {

	private static final Map<String, AppConfigurationEntry> sections = new ConcurrentHashMap<>();

	private final @Nullable Configuration previous;

	private JaasSections(@Nullable Configuration previous) {
		this.previous = previous;
	}

	static synchronized void add(String name, AppConfigurationEntry entry) {
		sections.put(name, entry);
		Configuration current = current();
		if (!(current instanceof JaasSections)) {
			Configuration.setConfiguration(new JaasSections(current));
		}
	}

	// one that somebody else has put around ours stays where it is
	static synchronized void remove(String name) {
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
		Configuration others = (this.previous != null) ? this.previous : theDefault();
		return (others != null) ? others.getAppConfigurationEntry(name) : null;
	}

	// none was there when ours came; a file may have been named since
	private static @Nullable Configuration theDefault() {
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
