package io.github.zkspring.contender;

import java.time.Duration;

import io.github.zkspring.client.connection.Heartbeat;
import io.github.zkspring.faults.ForeignClient;
import io.github.zkspring.faults.TcpProxy;
import io.github.zkspring.faults.ZooKeeperProcess;
import org.apache.zookeeper.data.Stat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * {@link Contenders} behind a connection that fails.
 */
class ContenderFaultsIntegrationTests {

	private static final String QUEUE = "/locks/one";

	private static final Duration LONG = Duration.ofSeconds(30);

	private static ZooKeeperProcess server;

	private static TcpProxy proxy;

	private static ForeignClient foreign;

	private final RecordedTurns turns = new RecordedTurns();

	private Client client;

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
		this.client = new Client(proxy.connectString());
	}

	@AfterEach
	void stop() {
		proxy.delay(Duration.ZERO);
		proxy.heal();
		this.client.close();
	}

	@Test
	void holdWhatTheyHaveThroughAShortDisconnect() {
		this.client.enrol(QUEUE, Admission.exclusive(), this.turns);
		await().atMost(LONG).until(this.turns::holds);
		proxy.cut();
		await().atMost(LONG).until(() -> !this.client.session().state().isConnected());
		proxy.heal();
		await().atMost(LONG).until(() -> this.client.session().state().isConnected());
		await().during(Duration.ofMillis(300)).until(this.turns::holds);
		assertThat(this.turns.granted()).hasSize(1);
	}

	@Test
	void removeTheirZnodeAfterAReconnect() {
		Contender contender = this.client.enrol(QUEUE, Admission.exclusive(), this.turns);
		await().atMost(LONG).until(this.turns::holds);
		proxy.cut();
		await().atMost(LONG).until(() -> !this.client.session().state().isConnected());
		long session = this.client.session().id();
		contender.withdraw();
		await().atMost(LONG).until(() -> !this.turns.holds());
		proxy.heal();
		await().atMost(LONG).until(() -> foreign.children(QUEUE).isEmpty());
		assertThat(this.client.session().id()).isEqualTo(session);
	}

	@Test
	void removeAZnodeWhoseDeletionWasNotAnswered() {
		Contender contender = this.client.enrol(QUEUE, Admission.exclusive(), this.turns);
		await().atMost(LONG).until(this.turns::holds);
		proxy.delay(Duration.ofSeconds(1));
		contender.withdraw();
		proxy.cut();
		proxy.delay(Duration.ZERO);
		proxy.heal();
		await().atMost(LONG).until(() -> foreign.children(QUEUE).isEmpty());
		assertThat(contender.withdraw()).succeedsWithin(LONG);
	}

	@Test
	void findTheZnodeWhoseCreationWasNotAnswered() {
		proxy.swallowAnswers();
		this.client.enrol(QUEUE, Admission.exclusive(), this.turns);
		await().atMost(LONG).until(() -> foreign.children(QUEUE).size() == 1);
		long session = this.client.session().id();
		proxy.cut();
		proxy.heal();
		await().atMost(LONG).until(this.turns::holds);
		assertThat(this.client.session().id()).isEqualTo(session);
		assertThat(foreign.children(QUEUE)).containsExactly(this.turns.granted().get(0).name());
	}

	@Test
	void removeAZnodeWhoseCreationWasNotAnswered() {
		proxy.swallowAnswers();
		Contender contender = this.client.enrol(QUEUE, Admission.exclusive(), this.turns);
		await().atMost(LONG).until(() -> foreign.children(QUEUE).size() == 1);
		contender.withdraw();
		proxy.cut();
		proxy.heal();
		assertThat(contender.withdraw()).succeedsWithin(LONG);
		assertThat(foreign.children(QUEUE)).isEmpty();
		assertThat(this.turns.granted()).isEmpty();
	}

	@Test
	void createNothingOnceTheyAreGivenUp() throws Exception {
		proxy.delay(LONG);
		Contender contender = this.client.enrol(QUEUE, Admission.exclusive(), this.turns);
		contender.withdraw();
		proxy.cut();
		proxy.delay(Duration.ZERO);
		proxy.heal();
		assertThat(contender.withdraw()).succeedsWithin(LONG);
		assertThat(foreign.curator().checkExists().forPath(QUEUE).getCversion()).isZero();
	}

	@Test
	void believeInNoZnodeOfALostSession() throws Exception {
		this.client.close();
		this.client = new Client(proxy.connectString(), Duration.ofSeconds(3));
		long session = this.client.session().id();
		proxy.swallowAnswers();
		this.client.enrol(QUEUE, Admission.exclusive(), this.turns);
		await().atMost(LONG).until(() -> foreign.children(QUEUE).size() == 1);
		String lost = foreign.children(QUEUE).get(0);
		await().atMost(LONG).until(() -> foreign.children(QUEUE).isEmpty());
		// somebody whose session lives has a znode of that name now
		foreign.createEphemeral(QUEUE + "/" + lost);
		proxy.heal();
		await().atMost(LONG).until(() -> this.client.session().id() != session && foreign.children(QUEUE).size() == 2);
		await().during(Duration.ofMillis(500)).until(() -> this.turns.granted().isEmpty());
		foreign.delete(QUEUE + "/" + lost);
		await().atMost(LONG).until(this.turns::holds);
		Grant grant = this.turns.granted().get(0);
		Stat stat = foreign.curator().checkExists().forPath(QUEUE + "/" + grant.name());
		assertThat(grant.sessionId()).isEqualTo(this.client.session().id()).isEqualTo(stat.getEphemeralOwner());
		assertThat(grant.czxid()).isEqualTo(stat.getCzxid());
	}

	@Test
	void enrolAgainWithANewSessionWhileTheyWait() {
		foreign.createEphemeral(QUEUE + "/first-c-0000000000");
		this.client.enrol(QUEUE, Admission.exclusive(), this.turns);
		await().atMost(LONG).until(() -> foreign.children(QUEUE).size() == 2);
		long session = this.client.session().id();
		this.client.expire();
		await().atMost(LONG).until(() -> this.client.session().id() != session && foreign.children(QUEUE).size() == 2);
		assertThat(this.turns.granted()).isEmpty();
		foreign.delete(QUEUE + "/first-c-0000000000");
		await().atMost(LONG).until(this.turns::holds);
		assertThat(this.turns.granted().get(0).sessionId()).isEqualTo(this.client.session().id());
	}

	@Test
	void haveNoSecondTurnWithANewSession() {
		Contender contender = this.client.enrol(QUEUE, Admission.exclusive(), this.turns);
		await().atMost(LONG).until(this.turns::holds);
		long session = this.client.session().id();
		this.client.expire();
		await().atMost(LONG).until(() -> this.client.session().id() != session);
		await().atMost(LONG).until(() -> !this.turns.holds());
		await().during(Duration.ofMillis(500)).until(() -> foreign.children(QUEUE).isEmpty());
		assertThat(contender.withdraw()).succeedsWithin(LONG);
		assertThat(this.turns.granted()).hasSize(1);
	}

	@Test
	void haveNoSecondTurnAfterTheLease() {
		Contender contender = this.client.enrol(QUEUE, Admission.exclusive(), this.turns);
		await().atMost(LONG).until(this.turns::holds);
		// has the session proven again after the reconnect, by the very first request
		foreign.write(Heartbeat.BASE_PATH, "");
		RecordedTurns next = new RecordedTurns();
		this.client.enrol(QUEUE, Admission.exclusive(), next);
		await().atMost(LONG).until(() -> foreign.children(QUEUE).size() == 2);
		long session = this.client.session().id();
		proxy.cut();
		await().atMost(LONG).until(() -> !this.turns.holds());
		assertThat(next.granted()).isEmpty();
		proxy.heal();
		await().atMost(LONG).until(next::holds);
		assertThat(contender.withdraw()).succeedsWithin(LONG);
		assertThat(this.client.session().id()).isEqualTo(session);
		assertThat(this.turns.granted()).hasSize(1).isEqualTo(this.turns.revoked());
	}

	@Test
	void countTheLeaseFromTheMomentTheCreationIsSent() {
		// of the request, and of its answer again
		Duration delay = Duration.ofMillis(400);
		proxy.delay(delay);
		this.client.enrol(QUEUE, Admission.exclusive(), this.turns);
		await().pollInterval(Duration.ofMillis(5)).atMost(LONG).until(this.turns::holds);
		assertThat(this.client.session().lease()).isPositive()
			.isLessThanOrEqualTo(Client.TIMEOUT.dividedBy(2).minus(delay.multipliedBy(2)));
	}

	@Test
	void handOverInsideOfAProcessWithoutTheServer() {
		RecordedTurns next = new RecordedTurns();
		Contender first = this.client.enrol(QUEUE, Admission.exclusive(), this.turns);
		this.client.enrol(QUEUE, Admission.exclusive(), next);
		await().atMost(LONG).until(() -> this.turns.holds() && foreign.children(QUEUE).size() == 2);
		foreign.createEphemeral(QUEUE + "/last-c-2000000000");
		proxy.cut();
		first.withdraw();
		await().atMost(Duration.ofSeconds(3)).until(() -> next.holds() && !this.turns.holds());
		assertThat(foreign.children(QUEUE)).hasSize(3);
		proxy.heal();
		await().atMost(LONG).until(() -> foreign.children(QUEUE).size() == 2);
		assertThat(next.holds()).isTrue();
	}

}
