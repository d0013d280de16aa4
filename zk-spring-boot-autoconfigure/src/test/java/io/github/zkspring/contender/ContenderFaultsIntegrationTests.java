package io.github.zkspring.contender;

import java.time.Duration;

import io.github.zkspring.faults.ForeignClient;
import io.github.zkspring.faults.TcpProxy;
import io.github.zkspring.faults.Timeouts;
import io.github.zkspring.faults.ZooKeeperProcess;
import org.apache.zookeeper.data.Stat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link Contenders} on a failing connection.
 */
@Tag("faults")
class ContenderFaultsIntegrationTests {

	private static final String QUEUE = "/locks/one";

	private static final Duration LONG = Timeouts.LONG;

	private static ZooKeeperProcess server;

	private static TcpProxy proxy;

	private static ForeignClient foreign;

	private final RecordedGrants grants = new RecordedGrants();

	private ContenderClient client;

	@BeforeAll
	static void startServer() {
		server = ZooKeeperProcess.start();
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
	void start() {
		foreign.delete(QUEUE);
		foreign.write(QUEUE, "");
		this.client = new ContenderClient(proxy.connectString());
	}

	@AfterEach
	void stop() {
		proxy.delay(Duration.ZERO);
		proxy.heal();
		this.client.close();
	}

	@Test
	void keepsGrantDuringShortDisconnect() {
		this.client.join(QUEUE, AdmissionPolicy.exclusive(), this.grants);
		await().atMost(LONG).until(this.grants::holds);
		proxy.cut();
		await().atMost(LONG).until(() -> !this.client.session().state().isConnected());
		proxy.heal();
		await().atMost(LONG).until(() -> this.client.session().state().isConnected());
		await().during(Duration.ofMillis(300)).until(this.grants::holds);
		assertThat(this.grants.granted()).hasSize(1);
	}

	@Test
	void deletesZnodeAfterReconnectWhenWithdrawnWhileDisconnected() {
		Contender contender = this.client.join(QUEUE, AdmissionPolicy.exclusive(), this.grants);
		await().atMost(LONG).until(this.grants::holds);
		proxy.cut();
		await().atMost(LONG).until(() -> !this.client.session().state().isConnected());
		long session = this.client.session().id();
		contender.withdraw();
		await().atMost(LONG).until(() -> !this.grants.holds());
		proxy.heal();
		await().atMost(LONG).until(() -> foreign.children(QUEUE).isEmpty());
		assertThat(this.client.session().id()).isEqualTo(session);
	}

	@Test
	void deletesZnodeWhenAnswerToDeleteIsLost() {
		Contender contender = this.client.join(QUEUE, AdmissionPolicy.exclusive(), this.grants);
		await().atMost(LONG).until(this.grants::holds);
		proxy.delay(Duration.ofSeconds(1));
		contender.withdraw();
		proxy.cut();
		proxy.delay(Duration.ZERO);
		proxy.heal();
		await().atMost(LONG).until(() -> foreign.children(QUEUE).isEmpty());
		assertThat(contender.withdraw()).succeedsWithin(LONG);
	}

	@Test
	void findsZnodeWhenAnswerToCreateIsLost() {
		proxy.swallowAnswers();
		this.client.join(QUEUE, AdmissionPolicy.exclusive(), this.grants);
		await().atMost(LONG).until(() -> foreign.children(QUEUE).size() == 1);
		long session = this.client.session().id();
		proxy.cut();
		proxy.heal();
		await().atMost(LONG).until(this.grants::holds);
		assertThat(this.client.session().id()).isEqualTo(session);
		assertThat(foreign.children(QUEUE)).containsExactly(this.grants.granted().get(0).name());
	}

	@Test
	void deletesZnodeOnWithdrawalWhenAnswerToCreateIsLost() {
		proxy.swallowAnswers();
		Contender contender = this.client.join(QUEUE, AdmissionPolicy.exclusive(), this.grants);
		await().atMost(LONG).until(() -> foreign.children(QUEUE).size() == 1);
		contender.withdraw();
		proxy.cut();
		proxy.heal();
		assertThat(contender.withdraw()).succeedsWithin(LONG);
		assertThat(foreign.children(QUEUE)).isEmpty();
		assertThat(this.grants.granted()).isEmpty();
	}

	@Test
	void createsNoZnodeAfterWithdrawal() throws Exception {
		proxy.delay(LONG);
		Contender contender = this.client.join(QUEUE, AdmissionPolicy.exclusive(), this.grants);
		contender.withdraw();
		proxy.cut();
		proxy.delay(Duration.ZERO);
		proxy.heal();
		assertThat(contender.withdraw()).succeedsWithin(LONG);
		assertThat(foreign.curator().checkExists().forPath(QUEUE).getCversion()).isZero();
	}

	@Test
	void ignoresZnodeOfLostSession() throws Exception {
		this.client.close();
		this.client = new ContenderClient(proxy.connectString(), Duration.ofSeconds(3));
		long session = this.client.session().id();
		proxy.swallowAnswers();
		this.client.join(QUEUE, AdmissionPolicy.exclusive(), this.grants);
		await().atMost(LONG).until(() -> foreign.children(QUEUE).size() == 1);
		String lost = foreign.children(QUEUE).get(0);
		await().atMost(LONG).until(() -> foreign.children(QUEUE).isEmpty());
		// a client with a live session creates a znode of the same name
		foreign.createEphemeral(QUEUE + "/" + lost);
		proxy.heal();
		await().atMost(LONG).until(() -> this.client.session().id() != session && foreign.children(QUEUE).size() == 2);
		await().during(Duration.ofMillis(500)).until(() -> this.grants.granted().isEmpty());
		foreign.delete(QUEUE + "/" + lost);
		await().atMost(LONG).until(this.grants::holds);
		Grant grant = this.grants.granted().get(0);
		Stat stat = foreign.curator().checkExists().forPath(QUEUE + "/" + grant.name());
		assertThat(grant.sessionId()).isEqualTo(this.client.session().id()).isEqualTo(stat.getEphemeralOwner());
		assertThat(grant.czxid()).isEqualTo(stat.getCzxid());
	}

	@Test
	void joinsAgainWithNewSessionWhileWaiting() {
		foreign.createEphemeral(QUEUE + "/first-c-0000000000");
		this.client.join(QUEUE, AdmissionPolicy.exclusive(), this.grants);
		await().atMost(LONG).until(() -> foreign.children(QUEUE).size() == 2);
		long session = this.client.session().id();
		this.client.expire();
		await().atMost(LONG).until(() -> this.client.session().id() != session && foreign.children(QUEUE).size() == 2);
		assertThat(this.grants.granted()).isEmpty();
		foreign.delete(QUEUE + "/first-c-0000000000");
		await().atMost(LONG).until(this.grants::holds);
		assertThat(this.grants.granted().get(0).sessionId()).isEqualTo(this.client.session().id());
	}

	@Test
	void grantsOnceOnlyWhenSessionExpires() {
		Contender contender = this.client.join(QUEUE, AdmissionPolicy.exclusive(), this.grants);
		await().atMost(LONG).until(this.grants::holds);
		long session = this.client.session().id();
		this.client.expire();
		await().atMost(LONG).until(() -> this.client.session().id() != session);
		await().atMost(LONG).until(() -> !this.grants.holds());
		await().during(Duration.ofMillis(500)).until(() -> foreign.children(QUEUE).isEmpty());
		assertThat(contender.withdraw()).succeedsWithin(LONG);
		assertThat(this.grants.granted()).hasSize(1);
	}

	@Test
	void grantsOnceOnlyWhenLeaseEnds() {
		Contender contender = this.client.join(QUEUE, AdmissionPolicy.exclusive(), this.grants);
		await().atMost(LONG).until(this.grants::holds);
		// lets the first heartbeat after the reconnect succeed at once
		foreign.write("/heartbeats", "");
		RecordedGrants next = new RecordedGrants();
		this.client.join(QUEUE, AdmissionPolicy.exclusive(), next);
		await().atMost(LONG).until(() -> foreign.children(QUEUE).size() == 2);
		long session = this.client.session().id();
		proxy.cut();
		await().atMost(LONG).until(() -> !this.grants.holds());
		assertThat(next.granted()).isEmpty();
		proxy.heal();
		await().atMost(LONG).until(next::holds);
		assertThat(contender.withdraw()).succeedsWithin(LONG);
		assertThat(this.client.session().id()).isEqualTo(session);
		assertThat(this.grants.granted()).hasSize(1).isEqualTo(this.grants.revoked());
	}

	@Test
	void countsLeaseFromSendingOfCreate() {
		// delays the request, and its answer
		Duration delay = Duration.ofMillis(400);
		proxy.delay(delay);
		this.client.join(QUEUE, AdmissionPolicy.exclusive(), this.grants);
		await().pollInterval(Duration.ofMillis(5)).atMost(LONG).until(this.grants::holds);
		assertThat(this.client.session().lease()).isPositive()
			.isLessThanOrEqualTo(ContenderClient.TIMEOUT.dividedBy(2).minus(delay.multipliedBy(2)));
	}

	@Test
	void handsOverWithinProcessWhileServerIsUnreachable() {
		RecordedGrants next = new RecordedGrants();
		Contender first = this.client.join(QUEUE, AdmissionPolicy.exclusive(), this.grants);
		this.client.join(QUEUE, AdmissionPolicy.exclusive(), next);
		await().atMost(LONG).until(() -> this.grants.holds() && foreign.children(QUEUE).size() == 2);
		foreign.createEphemeral(QUEUE + "/last-c-2000000000");
		proxy.cut();
		first.withdraw();
		await().atMost(Duration.ofSeconds(3)).until(() -> next.holds() && !this.grants.holds());
		assertThat(foreign.children(QUEUE)).hasSize(3);
		proxy.heal();
		await().atMost(LONG).until(() -> foreign.children(QUEUE).size() == 2);
		assertThat(next.holds()).isTrue();
	}

}
