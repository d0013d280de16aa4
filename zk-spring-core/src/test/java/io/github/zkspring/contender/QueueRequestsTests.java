package io.github.zkspring.contender;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import io.github.zkspring.client.connection.Heartbeat;
import io.github.zkspring.client.connection.ZkConnection;
import io.github.zkspring.client.support.ZkEventLoop;
import io.github.zkspring.contender.ContenderRegistration.OnSuspended;
import io.github.zkspring.contender.ContenderRegistration.Participation;
import org.apache.zookeeper.KeeperException.Code;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link QueueRequests}.
 */
class QueueRequestsTests {

	private final List<String> events = new CopyOnWriteArrayList<>();

	private final ZkEventLoop loop = new ZkEventLoop();

	private final QueueRequests requests = new QueueRequests(
			new ContenderRegistration("/locks/one", "me", AdmissionPolicy.exclusive(), OnSuspended.HOLD,
					Participation.ONCE),
			new Contenders(mock(ZkConnection.class), mock(Heartbeat.class), this.loop),
			(refusal) -> this.events.add(refusal.code().name()), () -> this.events.add("again"));

	@AfterEach
	void closeLoop() {
		this.loop.close();
	}

	@Test
	void retriesOnceWhenBothRequestsOfPairAreRefused() {
		this.loop.run(() -> {
			this.requests.then(() -> this.events.add("next")).accept(Code.NOAUTH);
			this.requests.then(() -> this.events.add("taken")).accept(Code.NOAUTH);
		});
		assertThat(this.events).containsExactly("NOAUTH");
		await().until(() -> this.events.size() > 1);
		await().during(Duration.ofMillis(200)).until(() -> this.events.equals(List.of("NOAUTH", "again")));
	}

	@Test
	void cancelsRetryWhenConnectionChanges() {
		this.loop.run(() -> {
			this.requests.then(() -> this.events.add("next")).accept(Code.NOAUTH);
			this.requests.reset();
		});
		await().during(Duration.ofMillis(1500)).until(() -> this.events.equals(List.of("NOAUTH")));
	}

	@Test
	void ignoresAnswersOfEarlierConnection() {
		this.loop.run(() -> {
			Consumer<Code> late = this.requests.then(() -> this.events.add("next"));
			this.requests.reset();
			late.accept(Code.OK);
			late.accept(Code.NOAUTH);
			this.requests.then(() -> this.events.add("present")).accept(Code.OK);
		});
		assertThat(this.events).containsExactly("present");
	}

}
