package io.github.zkspring.autoconfigure.diagnostics;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.ClassUtils;

/**
 * Sets default log levels for the clients of ZooKeeper and Curator, which log a stack
 * trace for each failed attempt to connect. This project logs one line for each
 * transition of the session. A level that the application sets for one of these loggers
 * or their parents, and any logging configuration of its own, takes precedence.
 */
class LogLevelEnvironmentPostProcessor implements EnvironmentPostProcessor, Ordered {

	private static final String PREFIX = "logging.level.";

	private static final Map<String, String> LEVELS = Map.of("org.apache.zookeeper", "warn",
			"org.apache.zookeeper.ClientCnxn", "error", "org.apache.zookeeper.client.StaticHostProvider", "off",
			"org.apache.curator", "warn", "org.apache.curator.ConnectionState", "off");

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		if (!environment.getProperty("zk.enabled", Boolean.class, true) || hasOwnConfiguration(environment)) {
			return;
		}
		Map<String, Object> defaults = new LinkedHashMap<>();
		LEVELS.forEach((logger, level) -> {
			if (parents(logger).noneMatch((parent) -> environment.containsProperty(PREFIX + parent))) {
				defaults.put(PREFIX + logger, level);
			}
		});
		environment.getPropertySources().addLast(new MapPropertySource("zkLogLevels", defaults));
	}

	private static Stream<String> parents(String logger) {
		return Stream.iterate(logger, (name) -> name.contains("."), (name) -> name.substring(0, name.lastIndexOf('.')));
	}

	// levels in properties would replace the levels of a configuration file
	private static boolean hasOwnConfiguration(ConfigurableEnvironment environment) {
		ClassLoader classLoader = ClassUtils.getDefaultClassLoader();
		return environment.containsProperty("logging.config")
				|| Stream.of("logback-spring.xml", "logback.xml", "log4j2-spring.xml", "log4j2.xml")
					.anyMatch((file) -> classLoader != null && classLoader.getResource(file) != null);
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

}
