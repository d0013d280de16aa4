package io.github.zkspring.docs;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

import io.github.zkspring.fencing.FencingToken;
import io.github.zkspring.fencing.StaleTokenException;
import io.github.zkspring.leader.LeaderElection;
import io.github.zkspring.leader.LeaderElections;
import io.github.zkspring.test.EmbeddedZooKeeper;
import org.apache.curator.framework.CuratorFramework;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the fencing examples of the guide, with a database and with znodes.
 */
@SpringBootTest(classes = DocsApplication.class)
@EmbeddedZooKeeper
class FencedOrdersIntegrationTests {

	@Autowired
	private FencedOrders orders;

	@Autowired
	private LeaderElections elections;

	@Autowired
	private CuratorFramework client;

	@Test
	void rejectsWritesOfFormerLeader() throws Exception {
		try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:orders")) {
			execute(connection, "CREATE TABLE orders (id BIGINT PRIMARY KEY, state VARCHAR(10), fence BIGINT)");
			execute(connection, "INSERT INTO orders VALUES (1, 'paid', 0), (2, 'paid', 0)");
			FencingToken former = lead();
			this.orders.ship(connection, 1, former);
			LeaderElection election = this.elections.election("orders");
			election.resign().join();
			election.rejoin();
			FencingToken current = lead();
			assertThat(current).isGreaterThan(former);
			this.orders.ship(connection, 1, current);
			assertThatExceptionOfType(StaleTokenException.class)
				.isThrownBy(() -> this.orders.ship(connection, 1, former));
			this.orders.ship(connection, 2, former);
			assertThat(fence(connection, 1)).isEqualTo(current.value());
		}
	}

	@Test
	void publishesTotalAsLeader() throws Exception {
		this.client.create().creatingParentsIfNeeded().forPath("/orders/total", new byte[0]);
		lead();
		this.orders.publishTotal(new byte[] { 7 });
		assertThat(this.client.getData().forPath("/orders/total")).containsExactly(7);
	}

	private FencingToken lead() {
		LeaderElection election = this.elections.election("orders");
		await().atMost(Duration.ofSeconds(20)).until(election::isLeader);
		return election.leadership().orElseThrow().token();
	}

	private static void execute(Connection connection, String sql) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
	}

	private static long fence(Connection connection, long order) throws SQLException {
		try (Statement statement = connection.createStatement();
				ResultSet rows = statement.executeQuery("SELECT fence FROM orders WHERE id = " + order)) {
			assertThat(rows.next()).isTrue();
			return rows.getLong(1);
		}
	}

}
