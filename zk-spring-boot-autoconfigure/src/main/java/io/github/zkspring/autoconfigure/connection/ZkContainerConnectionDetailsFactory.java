package io.github.zkspring.autoconfigure.connection;

import io.github.zkspring.autoconfigure.ZkConnectionDetails;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.Container;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionDetailsFactory;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionSource;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;

/**
 * {@link ContainerConnectionDetailsFactory} to create {@link ZkConnectionDetails} from a
 * container that is annotated with {@link ServiceConnection @ServiceConnection} and has
 * the image or the connection name {@code zookeeper}.
 */
class ZkContainerConnectionDetailsFactory extends ContainerConnectionDetailsFactory<Container<?>, ZkConnectionDetails> {

	private static final int PORT = 2181;

	ZkContainerConnectionDetailsFactory() {
		super("zookeeper");
	}

	@Override
	protected ZkConnectionDetails getContainerConnectionDetails(ContainerConnectionSource<Container<?>> source) {
		return new ZkContainerConnectionDetails(source);
	}

	/**
	 * {@link ZkConnectionDetails} backed by a {@link ContainerConnectionSource}.
	 */
	private static final class ZkContainerConnectionDetails extends ContainerConnectionDetails<Container<?>>
			implements ZkConnectionDetails {

		private ZkContainerConnectionDetails(ContainerConnectionSource<Container<?>> source) {
			super(source);
		}

		@Override
		public String getConnectString() {
			return getContainer().getHost() + ":" + getContainer().getMappedPort(PORT);
		}

		@Override
		public @Nullable SslBundle getSslBundle() {
			return super.getSslBundle();
		}

	}

}
