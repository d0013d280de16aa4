package io.github.zkspring.autoconfigure.diagnostics;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.github.zkspring.faults.AbstractServerIntegrationTests;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.zookeeper.ZooDefs.Ids;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.DefaultResourceLoader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests that mistakes in the configuration of an application are reported with an
 * analysis, which names the property and the remedy.
 */
@ExtendWith(OutputCaptureExtension.class)
class ConfigurationMistakesIntegrationTests extends AbstractServerIntegrationTests {

	private static final String REPORT = "APPLICATION FAILED TO START";

	@ParameterizedTest(name = "{0}")
	@MethodSource
	void reportsPropertyAndRemedy(String mistake, List<String> properties, List<String> texts, CapturedOutput output) {
		fail(null, properties);
		assertThat(output).contains(REPORT).contains(texts).doesNotContain("planted");
	}

	static Stream<Arguments> reportsPropertyAndRemedy() {
		return Stream.of(
				Arguments.of("connect string with a scheme", List.of("zk.connect-string=http://localhost:2181"),
						List.of("zk.connect-string", "Remove the scheme 'http://'", "host:port")),
				Arguments.of("missing SSL bundle", List.of("zk.ssl.bundle=missing"),
						List.of("zk.ssl.bundle", "missing", "spring.ssl.bundle.pem.missing")),
				Arguments.of("credentials without a colon", List.of("zk.auth[0].credentials=planted"),
						List.of("zk.auth[].credentials", "'user:password'")),
				Arguments.of("missing credentials", List.of("zk.auth[0].scheme=digest"),
						List.of("zk.auth[].credentials", "A value is required")),
				Arguments.of("missing service name", List.of("zk.discovery.register=true"),
						List.of("zk.discovery.name", "spring.application.name")),
				Arguments.of("missing password", List.of("zk.sasl.username=shop"),
						List.of("zk.sasl.password", "A value is required")));
	}

	@Test
	void reportsChrootAndSchemeOfWrongIdentity(CapturedOutput output) throws Exception {
		try (CuratorFramework owner = CuratorFrameworkFactory.builder()
			.connectString(server.connectString())
			.retryPolicy(new RetryOneTime(1))
			.authorization("digest", "owner:owner".getBytes())
			.build()) {
			owner.start();
			owner.create().withACL(Ids.CREATOR_ALL_ACL).forPath("/owned");
		}
		fail(null, List.of("zk.connect-string=" + server.connectString() + "/owned"));
		assertThat(output).contains(REPORT, "'/owned'", "no identity", "'zk.auth'");
		fail(null, List.of("zk.connect-string=" + server.connectString() + "/owned",
				"zk.auth[0].credentials=stranger:planted"));
		assertThat(output).contains("scheme 'digest' of 'zk.auth'").doesNotContain("planted");
	}

	@Test
	void reportsLibraryOfServiceRecords(CapturedOutput output) {
		fail(new FilteredClassLoader("tools.jackson", "com.fasterxml.jackson"),
				List.of("zk.discovery.register=true", "zk.discovery.name=orders", "zk.discovery.port=8080"));
		assertThat(output).contains(REPORT, "org.springframework.boot:spring-boot-starter-jackson");
	}

	private static void fail(ClassLoader classLoader, List<String> properties) {
		SpringApplication application = new SpringApplication(
				(classLoader != null) ? new DefaultResourceLoader(classLoader) : null, Application.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		List<String> arguments = new ArrayList<>();
		arguments.add("--zk.connect-string=" + server.connectString());
		properties.forEach((property) -> arguments.add("--" + property));
		if (properties.stream().anyMatch((property) -> property.startsWith("zk.connect-string"))) {
			arguments.remove(0);
		}
		assertThatException().isThrownBy(() -> application.run(arguments.toArray(String[]::new)));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
