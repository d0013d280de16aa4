package io.github.zkspring.autoconfigure;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.github.zkspring.autoconfigure.endpoint.ZkEndpointAutoConfiguration;
import io.github.zkspring.autoconfigure.leader.ZkLeaderAutoConfiguration;
import io.github.zkspring.autoconfigure.template.ZkTemplateAutoConfiguration;
import io.github.zkspring.autoconfigure.watch.ZkWatchAutoConfiguration;
import io.github.zkspring.client.ZkSession;
import io.github.zkspring.endpoint.ZkEndpoint;
import io.github.zkspring.faults.Certificates;
import io.github.zkspring.faults.SecureZooKeeper;
import io.github.zkspring.health.ZkHealthIndicator;
import io.github.zkspring.leader.LeaderElections;
import org.apache.curator.framework.CuratorFramework;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.actuate.autoconfigure.context.properties.ConfigurationPropertiesReportEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.env.EnvironmentEndpointAutoConfiguration;
import org.springframework.boot.actuate.context.properties.ConfigurationPropertiesReportEndpoint;
import org.springframework.boot.actuate.env.EnvironmentEndpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests that credentials appear in no log line, endpoint, thread name or
 * {@code toString()}.
 */
@ExtendWith(OutputCaptureExtension.class)
class ZkSecretsIntegrationTests {

	private static final List<String> SECRETS = List.of("planted-digest-secret", "planted-sasl-secret",
			Certificates.PASSWORD);

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, ZkAutoConfiguration.class,
				ZkWatchAutoConfiguration.class, ZkLeaderAutoConfiguration.class, ZkTemplateAutoConfiguration.class,
				ZkEndpointAutoConfiguration.class, EnvironmentEndpointAutoConfiguration.class,
				ConfigurationPropertiesReportEndpointAutoConfiguration.class))
		.withPropertyValues("management.endpoints.web.exposure.include=*",
				"management.endpoints.jmx.exposure.include=*", "zk.session-timeout=4s", "zk.startup.timeout=3s",
				"zk.auth[0].credentials=shop:planted-digest-secret");

	@BeforeEach
	void logEverythingOfOurs() {
		logger().setLevel(Level.TRACE);
	}

	@AfterEach
	void logAsBefore() {
		logger().setLevel(null);
	}

	@Test
	void exposesNoCredentials(CapturedOutput output) {
		try (Certificates certificates = Certificates.create("Test Authority")
			.sign("server", "-ext", "san=dns:localhost")
			.sign("client"); SecureZooKeeper server = SecureZooKeeper.start(certificates, "server")) {
			ApplicationContextRunner secure = this.contextRunner.withPropertyValues(bundle(certificates));
			List<String> found = new ArrayList<>();
			secure.withPropertyValues("zk.connect-string=localhost:" + server.port()).run((context) -> {
				assertThat(context).hasNotFailed();
				context.getBean(LeaderElections.class).election("reports");
				await().until(() -> context.getBean(LeaderElections.class).election("reports").isLeader());
				found.add(storePassword(context));
				found.add(everythingTold(context));
			});
			secure.withPropertyValues("zk.connect-string=localhost:" + server.plain().port())
				.run((context) -> found.add(failure(context)));
			secure
				.withPropertyValues("zk.connect-string=localhost:" + server.port(), "zk.sasl.username=shop",
						"zk.sasl.password=planted-sasl-secret")
				.run((context) -> found.add(failure(context)));
			String random = found.remove(0);
			assertThat(random).hasSize(48);
			for (String text : found) {
				assertThat(text).isNotEmpty().doesNotContain(SECRETS).doesNotContain(random);
			}
			assertThat(output.toString()).contains("Connected to ZooKeeper")
				.doesNotContain(SECRETS)
				.doesNotContain(random);
		}
	}

	private static String storePassword(AssertableApplicationContext context) {
		return context.getBean(ClientSecurity.class).config().getProperty("zookeeper.ssl.keyStore.password");
	}

	private static String everythingTold(AssertableApplicationContext context) {
		StringBuilder output = new StringBuilder();
		JsonMapper json = JsonMapper.shared();
		output.append(json.writeValueAsString(context.getBean(EnvironmentEndpoint.class).environment(null)));
		output.append(json.writeValueAsString(
				context.getBean(ConfigurationPropertiesReportEndpoint.class).configurationProperties()));
		assertThat(output).contains("zk.auth[0].credentials", "keystore");
		output.append(json.writeValueAsString(context.getBean(ZkEndpoint.class).zookeeper()));
		output.append(new ZkHealthIndicator(context.getBean(ZkSession.class), Status.UNKNOWN).health());
		Set<String> threads = Thread.getAllStackTraces()
			.keySet()
			.stream()
			.map(Thread::getName)
			.collect(Collectors.toSet());
		output.append(threads);
		for (String name : context.getBeanNamesForType(Object.class)) {
			if (!name.equals("environment") && !name.startsWith("system")) {
				output.append(context.getBean(name));
			}
		}
		output.append(context.getBean(ZkConnectionDetails.class).getAuth());
		output.append(context.getBean(CuratorFramework.class));
		return output.toString();
	}

	private static String failure(AssertableApplicationContext context) {
		StringWriter text = new StringWriter();
		Throwable failure = context.getStartupFailure();
		if (failure != null) {
			failure.printStackTrace(new PrintWriter(text, true));
		}
		return text + "-";
	}

	private static String[] bundle(Certificates from) {
		String prefix = "spring.ssl.bundle.jks.client.";
		return new String[] { "zk.ssl.bundle=client", prefix + "keystore.location=" + from.keyStore("PKCS12", "client"),
				prefix + "keystore.type=PKCS12", prefix + "keystore.password=" + Certificates.PASSWORD,
				prefix + "truststore.location=" + from.trustStore("PKCS12"), prefix + "truststore.type=PKCS12",
				prefix + "truststore.password=" + Certificates.PASSWORD };
	}

	private static Logger logger() {
		return (Logger) LoggerFactory.getLogger("io.github.zkspring");
	}

}
