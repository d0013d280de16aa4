package io.github.zkspring.autoconfigure;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;

import io.github.zkspring.client.ZkPaths;
import org.jspecify.annotations.Nullable;

import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Default id of this instance as a contender in elections, lock queues and leases. Two
 * instances never have the same id: containers often share host name and process id, so a
 * random part follows the readable name. For the auto-configurations, not for
 * applications.
 *
 * @param value the id, one path segment
 * @since 0.1.0
 */
public record InstanceId(String value) {

	private static final int RANDOM_DIGITS = 12;

	/**
	 * Creates the id of a new instance: {@code application@host:pid-random}.
	 * @param environment the environment that holds {@code spring.application.name}
	 * @return the id
	 */
	static InstanceId create(Environment environment) {
		String application = environment.getProperty("spring.application.name", "application");
		String random = UUID.randomUUID().toString();
		return new InstanceId(ZkPaths.segment("%s@%s:%d-%s".formatted(application, hostName(),
				ProcessHandle.current().pid(), random.substring(random.length() - RANDOM_DIGITS))));
	}

	/**
	 * Returns a configured id, or this one if none is configured.
	 * @param configured the configured id
	 * @return the id to use
	 */
	public String orConfigured(@Nullable String configured) {
		return (configured != null && StringUtils.hasText(configured)) ? configured : this.value;
	}

	private static String hostName() {
		try {
			return InetAddress.getLocalHost().getHostName();
		}
		catch (UnknownHostException ex) {
			return "localhost";
		}
	}

}
