package io.github.zkspring.faults;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/**
 * A server in a process of its own for all tests of a class, empty before each of them,
 * and another client of it.
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
