package io.github.zkspring.autoconfigure;

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
