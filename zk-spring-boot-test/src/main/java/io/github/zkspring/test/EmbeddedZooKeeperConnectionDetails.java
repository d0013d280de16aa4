package io.github.zkspring.test;

import io.github.zkspring.autoconfigure.ZkConnectionDetails;
import io.github.zkspring.embedded.EmbeddedZooKeeperServer;

/**
 * Connects the application under test to the server of {@link EmbeddedZooKeeper}.
 */
class EmbeddedZooKeeperConnectionDetails implements ZkConnectionDetails {

	private final EmbeddedZooKeeperServer server;

	EmbeddedZooKeeperConnectionDetails(EmbeddedZooKeeperServer server) {
		this.server = server;
	}

	@Override
	public String getConnectString() {
		return this.server.getConnectString();
	}

}
