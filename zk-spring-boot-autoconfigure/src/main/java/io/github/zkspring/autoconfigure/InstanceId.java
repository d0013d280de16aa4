package io.github.zkspring.autoconfigure;

import java.net.InetAddress;
import java.net.UnknownHostException;

import io.github.zkspring.client.ZkPaths;

import org.springframework.core.env.Environment;

/**
 * Default name of this instance as a contender in elections, lock queues and leases. For
 * the auto-configurations, not for applications.
 *
 * @since 0.1.0
 */
public final class InstanceId {

	private InstanceId() {
	}

	/**
	 * Returns the name of the application, the host and the process id as one path
	 * segment: {@code application@host:pid}.
	 * @param environment the environment that holds {@code spring.application.name}
	 * @return the id
	 */
	public static String of(Environment environment) {
		String application = environment.getProperty("spring.application.name", "application");
		return ZkPaths.segment("%s@%s:%d".formatted(application, hostName(), ProcessHandle.current().pid()));
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
