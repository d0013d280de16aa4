package io.github.zkspring.autoconfigure.connection;

import io.github.zkspring.autoconfigure.ZkConnectionDetails;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.boot.testcontainers.service.connection.ServiceConnectionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link ZkContainerConnectionDetailsFactory}.
 */
class ZkContainerConnectionDetailsFactoryTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ServiceConnectionAutoConfiguration.class));

	@Test
	void usesHostAndMappedPort() {
		this.contextRunner.withUserConfiguration(ZooKeeperContainer.class).run((context) -> {
			assertThat(context).hasSingleBean(ZkConnectionDetails.class);
			ZkConnectionDetails details = context.getBean(ZkConnectionDetails.class);
			assertThat(details.getConnectString()).isEqualTo("docker.example:32181");
			assertThat(details.getAuth()).isEmpty();
			assertThat(details.getSslBundle()).isNull();
		});
	}

	@Test
	void ignoresOtherContainers() {
		this.contextRunner.withUserConfiguration(OtherContainer.class)
			.run((context) -> assertThat(context).getFailure().hasMessageContaining("No ConnectionDetails"));
	}

	private static GenericContainer<?> container() {
		GenericContainer<?> container = mock(GenericContainer.class);
		given(container.getHost()).willReturn("docker.example");
		given(container.getMappedPort(2181)).willReturn(32181);
		return container;
	}

	@Configuration(proxyBeanMethods = false)
	static class ZooKeeperContainer {

		@Bean
		@ServiceConnection("zookeeper")
		GenericContainer<?> container() {
			return ZkContainerConnectionDetailsFactoryTests.container();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OtherContainer {

		@Bean
		@ServiceConnection("other")
		GenericContainer<?> container() {
			return ZkContainerConnectionDetailsFactoryTests.container();
		}

	}

}
