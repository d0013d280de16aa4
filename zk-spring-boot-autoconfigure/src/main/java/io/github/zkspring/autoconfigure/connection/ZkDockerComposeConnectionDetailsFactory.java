package io.github.zkspring.autoconfigure.connection;

import io.github.zkspring.autoconfigure.ZkConnectionDetails;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.docker.compose.core.RunningService;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionDetailsFactory;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionSource;
import org.springframework.boot.ssl.SslBundle;

/**
 * {@link DockerComposeConnectionDetailsFactory} to create {@link ZkConnectionDetails} for
 * a {@code zookeeper} service.
 */
class ZkDockerComposeConnectionDetailsFactory extends DockerComposeConnectionDetailsFactory<ZkConnectionDetails> {

	private static final String[] IMAGES = { "zookeeper", "bitnami/zookeeper", "bitnamilegacy/zookeeper",
			"confluentinc/cp-zookeeper" };

	private static final int PORT = 2181;

	protected ZkDockerComposeConnectionDetailsFactory() {
		super(IMAGES);
	}

	@Override
	protected ZkConnectionDetails getDockerComposeConnectionDetails(DockerComposeConnectionSource source) {
		return new ZkDockerComposeConnectionDetails(source.getRunningService());
	}

	/**
	 * {@link ZkConnectionDetails} backed by a {@code zookeeper} {@link RunningService}.
	 */
	private static final class ZkDockerComposeConnectionDetails extends DockerComposeConnectionDetails
			implements ZkConnectionDetails {

		private final String connectString;

		private final @Nullable SslBundle sslBundle;

		private ZkDockerComposeConnectionDetails(RunningService service) {
			super(service);
			this.connectString = service.host() + ":" + service.ports().get(PORT);
			this.sslBundle = getSslBundle(service);
		}

		@Override
		public String getConnectString() {
			return this.connectString;
		}

		@Override
		public @Nullable SslBundle getSslBundle() {
			return this.sslBundle;
		}

	}

}
