package io.github.zkspring.template;

import io.github.zkspring.autoconfigure.ZkAutoConfiguration;
import io.github.zkspring.autoconfigure.template.ZkTemplateAutoConfiguration;
import io.github.zkspring.autoconfigure.watch.ZkWatchAutoConfiguration;
import io.github.zkspring.faults.ForeignClient;
import io.github.zkspring.faults.TcpProxy;
import io.github.zkspring.faults.ZooKeeperProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/**
 * A server in a process of its own, a proxy in front of it, and templates.
 */
abstract class AbstractTemplateIntegrationTests {

	static ZooKeeperProcess server;

	static TcpProxy proxy;

	static ForeignClient foreign;

	final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ZkAutoConfiguration.class, ZkWatchAutoConfiguration.class,
				ZkTemplateAutoConfiguration.class))
		.withPropertyValues("zk.connect-string=" + server.connectString(), "zk.session-timeout=4s",
				"zk.template.timeout=20s");

	@BeforeAll
	static void startServer() {
		server = ZooKeeperProcess.start("-Dzookeeper.extendedTypesEnabled=true", "-Djute.maxbuffer=4000000");
		proxy = TcpProxy.start(server);
		foreign = new ForeignClient(server.connectString());
	}

	@AfterAll
	static void stopServer() {
		foreign.close();
		proxy.close();
		server.close();
	}

	@BeforeEach
	void forget() {
		foreign.delete("/t");
		foreign.write("/t", "root");
	}

}
