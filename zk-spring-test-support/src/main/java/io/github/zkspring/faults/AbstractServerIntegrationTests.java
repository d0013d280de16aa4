package io.github.zkspring.faults;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/**
 * Starts a server in a separate process for all tests of a class, empties it before each
 * test, and provides an independent client.
 */
public abstract class AbstractServerIntegrationTests {

	protected static ZooKeeperProcess server;

	protected static ForeignClient foreign;

	@BeforeAll
	static void startServer() {
		server = ZooKeeperProcess.start();
		foreign = new ForeignClient(server.connectString());
	}

	@AfterAll
	static void stopServer() {
		foreign.close();
		server.close();
	}

	@BeforeEach
	protected void forgetEverything() {
		foreign.children("/")
			.stream()
			.filter((name) -> !name.equals("zookeeper"))
			.forEach((name) -> foreign.delete("/" + name));
	}

}
