package io.github.zkspring.watch;

import io.github.zkspring.autoconfigure.ZkAutoConfiguration;
import io.github.zkspring.autoconfigure.watch.ZkWatchAutoConfiguration;
import io.github.zkspring.faults.AbstractServerIntegrationTests;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/**
 * A server in its own process for the tests of a class, another client of it, and
 * applications that watch what is under {@code /test}.
 */
abstract class AbstractWatchIntegrationTests extends AbstractServerIntegrationTests {

	final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ZkAutoConfiguration.class, ZkWatchAutoConfiguration.class,
				JacksonAutoConfiguration.class))
		.withPropertyValues("zk.connect-string=" + server.connectString(), "zk.session-timeout=4s");

}
