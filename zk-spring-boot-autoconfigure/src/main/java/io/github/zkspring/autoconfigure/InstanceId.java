package io.github.zkspring.autoconfigure;

import java.net.InetAddress;
import java.net.UnknownHostException;

import io.github.zkspring.client.ZkPaths;

import org.springframework.core.env.Environment;

/**
 * What an instance is called in queues unless it is told.
 */
final class InstanceId {

	private InstanceId() {
	}

	/**
	 * Application, host and process.
	 * @param environment knows the name of the application
	 * @return the id, one path segment
	 */
	static String of(Environment environment) {
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
