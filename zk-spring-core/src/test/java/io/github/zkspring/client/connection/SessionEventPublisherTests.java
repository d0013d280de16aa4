package io.github.zkspring.client.connection;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;

import io.github.zkspring.client.ZkSessionState;
import io.github.zkspring.client.ZkSessionStateEvent;
import io.github.zkspring.faults.CapturedLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link SessionEventPublisher}.
 */
class SessionEventPublisherTests {

	@RegisterExtension
	private final CapturedLog log = new CapturedLog();

	private final CuratorSession session = mock(CuratorSession.class);

	private final List<Long> published = Collections.synchronizedList(new ArrayList<>());

	@Test
	void publishesInOrderOnSeparateThread() {
		List<String> threads = Collections.synchronizedList(new ArrayList<>());
		try (SessionEventPublisher publisher = new SessionEventPublisher(this.session, (event) -> {
			threads.add(Thread.currentThread().getName());
			record(event);
		})) {
			LongStream.rangeClosed(1, 200).forEach((id) -> publisher.accept(event(id)));
			await().until(() -> this.published.size() == 200);
			assertThat(this.published).isSorted();
			assertThat(threads).containsOnly("zk-session-events");
		}
	}

	@Test
	void continuesWhenListenerThrows() {
		try (SessionEventPublisher publisher = new SessionEventPublisher(this.session, (event) -> {
			record(event);
			throw new IllegalStateException("a fault of this test");
		})) {
			publisher.accept(event(1));
			publisher.accept(event(2));
			await().until(() -> this.published.size() == 2);
			await()
				.untilAsserted(() -> assertThat(this.log.text()).contains("A listener failed on ZkSessionStateEvent"));
		}
	}

	@Test
	void keepsNewestEventsWhenListenerBlocks() throws Exception {
		CountDownLatch started = new CountDownLatch(1);
		CountDownLatch proceed = new CountDownLatch(1);
		try (SessionEventPublisher publisher = new SessionEventPublisher(this.session, (event) -> {
			started.countDown();
			join(proceed);
			record(event);
		})) {
			publisher.accept(event(1));
			started.await();
			LongStream.rangeClosed(2, 500).forEach((id) -> publisher.accept(event(id)));
			proceed.countDown();
			await().until(() -> this.published.contains(500L));
			assertThat(this.published).hasSize(257).isSorted().startsWith(1L).contains(245L).doesNotContain(244L);
			assertThat(this.log.text()).contains("A listener of ZkSessionStateEvent blocks");
		}
	}

	@Test
	void publishesNothingWhenClosed() {
		SessionEventPublisher publisher = new SessionEventPublisher(this.session, this::record);
		publisher.close();
		publisher.accept(event(1));
		assertThat(this.published).isEmpty();
	}

	private void record(Object event) {
		this.published.add(((ZkSessionStateEvent) event).sessionId());
	}

	private static ZkSessionStateEvent event(long id) {
		return new ZkSessionStateEvent(ZkSessionState.CONNECTED, ZkSessionState.CONNECTING, id, Instant.now());
	}

	private static void join(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
