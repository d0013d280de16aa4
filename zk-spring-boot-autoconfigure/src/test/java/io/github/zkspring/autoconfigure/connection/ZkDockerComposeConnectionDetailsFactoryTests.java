package io.github.zkspring.autoconfigure.connection;

import java.util.Map;

import io.github.zkspring.autoconfigure.ZkConnectionDetails;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.service.connection.ConnectionDetailsFactory;
import org.springframework.boot.docker.compose.core.ConnectionPorts;
import org.springframework.boot.docker.compose.core.ImageReference;
import org.springframework.boot.docker.compose.core.RunningService;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionSource;
import org.springframework.core.io.support.SpringFactoriesLoader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link ZkDockerComposeConnectionDetailsFactory}.
 */
class ZkDockerComposeConnectionDetailsFactoryTests {

	private final ZkDockerComposeConnectionDetailsFactory factory = new ZkDockerComposeConnectionDetailsFactory();

	@Test
	void usesHostAndPublishedPort() {
		ZkConnectionDetails details = this.factory.getConnectionDetails(source("zookeeper:3.9.5"));
		assertThat(details).isNotNull();
		assertThat(details.getConnectString()).isEqualTo("docker.example:32181");
		assertThat(details.getAuth()).isEmpty();
		assertThat(details.getSslBundle()).isNull();
	}

	@Test
	void acceptsWellKnownImagesOnly() {
		assertThat(this.factory.getConnectionDetails(source("bitnami/zookeeper"))).isNotNull();
		assertThat(this.factory.getConnectionDetails(source("confluentinc/cp-zookeeper:7.9.0"))).isNotNull();
		assertThat(this.factory.getConnectionDetails(source("redis:8"))).isNull();
	}

	@Test
	void isRegistered() {
		assertThat(SpringFactoriesLoader.forDefaultResourceLocation().load(ConnectionDetailsFactory.class))
			.hasAtLeastOneElementOfType(ZkDockerComposeConnectionDetailsFactory.class);
	}

	private static DockerComposeConnectionSource source(String image) {
		RunningService service = mock(RunningService.class);
		ConnectionPorts ports = mock(ConnectionPorts.class);
		given(ports.get(2181)).willReturn(32181);
		given(service.host()).willReturn("docker.example");
		given(service.ports()).willReturn(ports);
		given(service.image()).willReturn(ImageReference.of(image));
		given(service.labels()).willReturn(Map.of());
		DockerComposeConnectionSource source = mock(DockerComposeConnectionSource.class);
		given(source.getRunningService()).willReturn(service);
		return source;
	}

}
