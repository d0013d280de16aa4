package io.github.zkspring.faults;

import java.time.Duration;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/**
 * Adds a proxy in front of the server that is healed after each test.
 */
public abstract class AbstractProxiedServerIntegrationTests extends AbstractServerIntegrationTests {

	protected static TcpProxy proxy;

	@BeforeAll
	static void startProxy() {
		proxy = TcpProxy.start(server);
	}

	@AfterAll
	static void stopProxy() {
		proxy.close();
	}

	@AfterEach
	void healProxy() {
		proxy.delay(Duration.ZERO);
		proxy.heal();
	}

}
