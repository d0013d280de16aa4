package io.github.zkspring.test;

import io.github.zkspring.embedded.EmbeddedZooKeeperServer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Integration tests for {@link EmbeddedZooKeeper} on a base class.
 */
class EmbeddedZooKeeperInheritanceIntegrationTests {

	private static EmbeddedZooKeeperServer ofOtherClass;

	@EmbeddedZooKeeper
	abstract static class Base {

		@Test
		void hasItsOwnServer(EmbeddedZooKeeperServer server) {
			assertThat(server.isRunning()).isTrue();
			assertThat(server).isNotSameAs(ofOtherClass);
			ofOtherClass = server;
		}

	}

	@Nested
	class OneTests extends Base {

	}

	@Nested
	class OtherTests extends Base {

	}

}
