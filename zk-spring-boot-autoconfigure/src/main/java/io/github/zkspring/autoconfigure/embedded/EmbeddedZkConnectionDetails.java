package io.github.zkspring.autoconfigure.embedded;

import io.github.zkspring.autoconfigure.ZkConnectionDetails;
import io.github.zkspring.embedded.EmbeddedZooKeeperServer;

/**
 * Adapts {@link EmbeddedZooKeeperServer} to {@link ZkConnectionDetails}.
 */
class EmbeddedZkConnectionDetails implements ZkConnectionDetails {

	private final EmbeddedZooKeeperServer server;

	EmbeddedZkConnectionDetails(EmbeddedZooKeeperServer server) {
		this.server = server;
	}

	@Override
	public String getConnectString() {
		return this.server.getConnectString();
	}

}
