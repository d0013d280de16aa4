package io.github.zkspring.autoconfigure.diagnostics;

import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LogLevelEnvironmentPostProcessor}.
 */
class LogLevelEnvironmentPostProcessorTests {

	private static final String ZOOKEEPER = "logging.level.org.apache.zookeeper";

	private static final String CONNECTION = ZOOKEEPER + ".ClientCnxn";

	private static final String CURATOR = "logging.level.org.apache.curator";

	@Test
	void quietsZooKeeperAndCuratorByDefault() {
		Environment environment = environment();
		assertThat(environment.getProperty(ZOOKEEPER)).isEqualTo("warn");
		assertThat(environment.getProperty(CONNECTION)).isEqualTo("error");
		assertThat(environment.getProperty(CURATOR)).isEqualTo("warn");
	}

	@Test
	void keepsLevelsOfTheApplication() {
		Environment environment = environment("--" + ZOOKEEPER + "=info", "--logging.level.org.apache=debug");
		assertThat(environment.getProperty(ZOOKEEPER)).isEqualTo("info");
		assertThat(environment.getProperty(CONNECTION)).isNull();
		assertThat(environment.getProperty(CURATOR)).isNull();
	}

	@Test
	void keepsLevelsOfTheConfigurationOfTheApplication() {
		Environment environment = environment("--logging.config=classpath:logback-test.xml");
		assertThat(environment.getProperty(ZOOKEEPER)).isNull();
	}

	@Test
	void setsNoLevelsWhenDisabled() {
		assertThat(environment("--zk.enabled=false").getProperty(ZOOKEEPER)).isNull();
	}

	private static Environment environment(String... arguments) {
		SpringApplication application = new SpringApplication(LogLevelEnvironmentPostProcessorTests.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		try (ConfigurableApplicationContext context = application.run(arguments)) {
			return context.getEnvironment();
		}
	}

}
