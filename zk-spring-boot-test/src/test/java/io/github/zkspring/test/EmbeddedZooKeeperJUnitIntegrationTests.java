package io.github.zkspring.test;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

import io.github.zkspring.embedded.EmbeddedZooKeeperServer;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestClassOrder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Integration tests for {@link EmbeddedZooKeeper} without Spring.
 */
@EmbeddedZooKeeper
@TestClassOrder(ClassOrderer.OrderAnnotation.class)
class EmbeddedZooKeeperJUnitIntegrationTests {

	private static EmbeddedZooKeeperServer ofClass;

	private static EmbeddedZooKeeperServer ofEarlierClass;

	private EmbeddedZooKeeperServer ofMethod;

	@BeforeAll
	static void rememberServerOfClass(EmbeddedZooKeeperServer server) {
		ofClass = server;
	}

	@BeforeEach
	void rememberServerOfMethod(EmbeddedZooKeeperServer server) {
		this.ofMethod = server;
	}

	@Test
	void connectsToServerOfParameter(EmbeddedZooKeeperServer server) throws Exception {
		try (ZooKeeper client = new ZooKeeper(server.getConnectString(), 10_000, (event) -> {
		})) {
			await().until(() -> client.getState().isConnected());
		}
	}

	@Test
	void sharesServerBetweenMethods(EmbeddedZooKeeperServer server) {
		assertThat(server.isRunning()).isTrue();
		assertThat(server).isSameAs(ofClass).isSameAs(this.ofMethod);
	}

	@Nested
	@Order(1)
	class WhenNested {

		private final EmbeddedZooKeeperServer ofConstructor;

		WhenNested(EmbeddedZooKeeperServer server) {
			this.ofConstructor = server;
		}

		@Test
		void usesServerOfEnclosingClass(EmbeddedZooKeeperServer server) {
			assertThat(server).isSameAs(ofClass).isSameAs(this.ofConstructor);
		}

	}

	@Nested
	@EmbeddedZooKeeper
	@Order(2)
	class WhenNestedAndAnnotated {

		@Test
		void hasItsOwnServer(EmbeddedZooKeeperServer server) {
			assertThat(server.isRunning()).isTrue();
			assertThat(server).isNotSameAs(ofClass);
			ofEarlierClass = server;
		}

	}

	@Nested
	@OnZooKeeper
	@Order(3)
	class WhenMetaAnnotated {

		@Test
		void closesServerAfterClass(EmbeddedZooKeeperServer server) {
			assertThat(ofEarlierClass.isRunning()).isFalse();
			assertThat(server).isNotSameAs(ofEarlierClass).isNotSameAs(ofClass);
		}

	}

	@EmbeddedZooKeeper
	@Retention(RetentionPolicy.RUNTIME)
	@interface OnZooKeeper {

	}

}
