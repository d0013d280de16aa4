package io.github.zkspring.mirror;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.zkspring.autoconfigure.ZkAutoConfiguration;
import io.github.zkspring.client.ZkSession;
import io.github.zkspring.faults.AbstractProxiedServerIntegrationTests;
import io.github.zkspring.faults.ForeignClient;
import io.github.zkspring.faults.Timeouts;
import org.apache.curator.framework.CuratorFramework;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.awaitility.Awaitility.await;

/**
 * A server in its own process for the tests of a class, a foreign client that reaches it
 * directly, and mirrors that reach it through a proxy.
 */
abstract class AbstractMirrorIntegrationTests extends AbstractProxiedServerIntegrationTests {

	static final Duration LONG = Timeouts.LONG;

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ZkAutoConfiguration.class))
		.withPropertyValues("zk.connect-string=" + proxy.connectString(), "zk.session-timeout=10s");

	void withMirror(Consumer<MirrorFixture> test, String... properties) {
		this.contextRunner.withPropertyValues(properties)
			.run((context) -> test.accept(new MirrorFixture(context.getSourceApplicationContext())));
	}

	static String ask(String word) {
		try {
			return server.fourLetters(word);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * A mirror in an application.
	 *
	 * @param context the application
	 */
	record MirrorFixture(ApplicationContext context) {

		Mirror mirror() {
			return this.context.getBean(Mirror.class);
		}

		ZkSession session() {
			return this.context.getBean(ZkSession.class);
		}

		/**
		 * Applies changes while the client is disconnected: its watches miss them.
		 */
		void whileDisconnected(Runnable changes) {
			proxy.cut();
			await().atMost(LONG).until(() -> !session().state().isConnected());
			changes.run();
			proxy.heal();
			await().atMost(LONG).until(() -> session().state().isConnected());
		}

		void expire() {
			long before = session().id();
			ForeignClient.expire(this.context.getBean(CuratorFramework.class));
			await().atMost(LONG).until(() -> session().id() != before && session().state().isConnected());
		}

		/**
		 * Returns the number of packets that the server has received from this client.
		 */
		long requests() {
			String session = "sid=0x" + Long.toHexString(session().id());
			Matcher received = Pattern.compile("recved=(\\d+),.*" + session).matcher(ask("cons"));
			return received.find() ? Long.parseLong(received.group(1)) : 0;
		}

	}

}
