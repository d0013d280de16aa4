package io.github.zkspring.sample;

import io.github.zkspring.client.ZkSession;
import io.github.zkspring.discovery.ServiceCatalog;
import io.github.zkspring.discovery.ServiceInstance;
import io.github.zkspring.faults.Timeouts;
import io.github.zkspring.leader.LeaderElection;
import io.github.zkspring.leader.LeaderElections;
import org.junit.jupiter.api.Test;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the sample in a hierarchy of contexts and in a paused context, with a real
 * web server.
 */
class WebContextsIntegrationTests {

	private static final String[] ARGUMENTS = { "--server.port=0", "--management.server.port=0",
			"--zk.embedded.port=0" };

	@Test
	void registersAgainAfterPauseAndIgnoresManagementServer() {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(SampleApplication.class)
			.run(ARGUMENTS)) {
			awaitRegistration(context);
			context.pause();
			await().until(() -> context.getBean(ServiceCatalog.class).instances("divide").isEmpty());
			context.restart();
			awaitRegistration(context);
			await().atMost(Timeouts.LONG)
				.untilAsserted(() -> assertThat(context.getBean(LeaderElections.class).elections()).isNotEmpty()
					.allMatch(LeaderElection::isLeader));
		}
	}

	@Test
	void webServerOfChildIsRegisteredWithSessionOfParent() {
		SpringApplicationBuilder parent = new SpringApplicationBuilder(Parent.class).web(WebApplicationType.NONE);
		try (ConfigurableApplicationContext root = parent.run(ARGUMENTS)) {
			try (ConfigurableApplicationContext child = new SpringApplicationBuilder(SampleApplication.class)
				.parent(root)
				.run(ARGUMENTS)) {
				assertThat(child.getBean(ZkSession.class)).isSameAs(root.getBean(ZkSession.class));
				awaitRegistration(child);
			}
			await().until(() -> root.getBean(ServiceCatalog.class).instances("divide").isEmpty());
			assertThat(root.getBean(ZkSession.class).state().isConnected()).isTrue();
		}
	}

	private static void awaitRegistration(ConfigurableApplicationContext context) {
		int port = ((WebServerApplicationContext) context).getWebServer().getPort();
		ServiceCatalog catalog = context.getBean(ServiceCatalog.class);
		await().atMost(Timeouts.LONG)
			.untilAsserted(() -> assertThat(catalog.instances("divide")).singleElement()
				.extracting(ServiceInstance::port)
				.isEqualTo(port));
	}

	// not a component, which the scan of the sample would find
	@EnableAutoConfiguration
	static class Parent {

	}

}
