package io.github.zkspring.client.connection;

import java.time.Duration;

import io.github.zkspring.client.UnknownOutcomeException;
import io.github.zkspring.client.ZkException;
import io.github.zkspring.client.ZkInterruptedException;
import io.github.zkspring.client.ZkUnavailableException;
import io.github.zkspring.client.support.ZkEventLoop;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link RequestExecutor}.
 */
class RequestExecutorTests {

	private static final Duration SHORT = Duration.ofMillis(50);

	private static final Request<String> UNANSWERED = (handle, reply) -> {
	};

	private static final Request<String> INTERRUPTED = (handle, reply) -> Thread.currentThread().interrupt();

	private final ZkConnection connection = mock(ZkConnection.class);

	private final ZkEventLoop loop = new ZkEventLoop();

	private final RequestExecutor executor = new RequestExecutor(this.connection, this.loop);

	@AfterEach
	void close() {
		this.loop.close();
	}

	private void connect() {
		given(this.connection.handle()).willReturn(new ZkHandle(mock(ZooKeeper.class), 1));
	}

	@Test
	void interruptedReadHasNoOutcome() {
		connect();
		assertThatExceptionOfType(ZkInterruptedException.class)
			.isThrownBy(() -> execute(Operation.read("/a", INTERRUPTED), Duration.ofSeconds(20)));
		assertThat(Thread.interrupted()).isTrue();
		assertThat(this.executor.pending()).isZero();
	}

	@Test
	void interruptedWriteHasUnknownOutcome() {
		connect();
		assertThatExceptionOfType(UnknownOutcomeException.class)
			.isThrownBy(() -> execute(Operation.repeatable("/a", "write to", INTERRUPTED), Duration.ofSeconds(20)));
		assertThat(Thread.interrupted()).isTrue();
		assertThat(this.executor.pending()).isZero();
	}

	@Test
	void lateReadHasNoOutcome() {
		connect();
		assertThatExceptionOfType(ZkUnavailableException.class)
			.isThrownBy(() -> execute(Operation.read("/a", UNANSWERED), SHORT));
	}

	@Test
	void lateReadHasNoOutcomeWhenTimersAreBlocked() {
		connect();
		this.loop.close();
		assertThatExceptionOfType(ZkUnavailableException.class)
			.isThrownBy(() -> execute(Operation.read("/a", UNANSWERED), SHORT));
	}

	@Test
	void lateWriteHasUnknownOutcome() {
		connect();
		assertThatExceptionOfType(UnknownOutcomeException.class)
			.isThrownBy(() -> execute(Operation.repeatable("/a", "write to", UNANSWERED), SHORT));
	}

	@Test
	void lateWriteChangesNothingWithoutConnection() {
		assertThatExceptionOfType(ZkUnavailableException.class)
			.isThrownBy(() -> execute(Operation.repeatable("/a", "write to", UNANSWERED), SHORT));
	}

	@Test
	void unrepeatableWriteHasUnknownOutcomeAfterLostAnswer() {
		connect();
		assertThatExceptionOfType(UnknownOutcomeException.class)
			.isThrownBy(
					() -> execute(
							Operation.<String>unrepeatable("/a", "write to",
									(handle, reply) -> reply.accept(Code.CONNECTIONLOSS, null)),
							Duration.ofMillis(200)));
	}

	@Test
	void attemptIsEmptyWhenAnotherClientWasFaster() {
		connect();
		for (Code code : new Code[] { Code.NODEEXISTS, Code.NONODE, Code.BADVERSION }) {
			Operation<String> refused = Operation.repeatable("/a", "create",
					(handle, reply) -> reply.accept(code, null));
			assertThat(this.executor.attempt(refused, Deadline.after(Duration.ofSeconds(20)))).isEmpty();
			assertThatExceptionOfType(ZkException.class).isThrownBy(() -> execute(refused, Duration.ofSeconds(20)));
		}
	}

	private void execute(Operation<String> operation, Duration timeout) {
		this.executor.execute(operation, Deadline.after(timeout));
	}

}
