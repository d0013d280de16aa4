package io.github.zkspring.contender;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import io.github.zkspring.client.support.ZkEventLoop;
import org.apache.zookeeper.KeeperException.Code;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link RetryingCallbacks}.
 */
class RetryingCallbacksTests {

	private final List<String> events = new CopyOnWriteArrayList<>();

	private final ZkEventLoop loop = new ZkEventLoop();

	private final RetryingCallbacks attempts = new RetryingCallbacks(this.loop, (code) -> this.events.add(code.name()),
			() -> this.events.add("again"));

	@AfterEach
	void closeLoop() {
		this.loop.close();
	}

	@Test
	void retriesOnceWhenBothRequestsOfPairAreRefused() {
		this.loop.run(() -> {
			this.attempts.then(() -> this.events.add("next")).accept(Code.NOAUTH);
			this.attempts.thenAccept((names) -> this.events.add("taken")).accept(Code.NOAUTH, List.of());
		});
		assertThat(this.events).containsExactly("NOAUTH");
		await().until(() -> this.events.size() > 1);
		await().during(Duration.ofMillis(200)).until(() -> this.events.equals(List.of("NOAUTH", "again")));
	}

	@Test
	void cancelsRetryWhenConnectionChanges() {
		this.loop.run(() -> {
			this.attempts.then(() -> this.events.add("next")).accept(Code.NOAUTH);
			this.attempts.reset();
		});
		await().during(Duration.ofMillis(1500)).until(() -> this.events.equals(List.of("NOAUTH")));
	}

	@Test
	void ignoresAnswersOfEarlierConnection() {
		this.loop.run(() -> {
			Consumer<Code> late = this.attempts.then(() -> this.events.add("next"));
			this.attempts.reset();
			late.accept(Code.OK);
			late.accept(Code.NOAUTH);
			this.attempts.then(() -> this.events.add("present")).accept(Code.OK);
		});
		assertThat(this.events).containsExactly("present");
	}

}
