package io.github.zkspring.watch.delivery;

import java.time.Duration;
import java.util.List;

import io.github.zkspring.codec.PayloadConverter;
import io.github.zkspring.codec.ZnodeCodec;
import io.github.zkspring.watch.WatchError;
import io.github.zkspring.watch.WatchErrorHandler;
import io.github.zkspring.watch.ZnodeEvent;
import org.apache.zookeeper.KeeperException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.ResolvableType;
import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the errors of a {@link DefaultZkWatch} and its redeliveries.
 */
class DataWatchErrorTests extends AbstractDataWatchTests {

	@Test
	void reportsUnreadablePayloadAndContinues() {
		DefaultZkWatch<?, ?> watch = open();
		change(present("19", 1), present("hunter2", 2));
		assertThat(watch.isStale()).isTrue();
		change(present("20", 3));
		assertThat(watch.isStale()).isFalse();
		assertThat(this.settings.calls).containsExactly(19, 20);
		assertThat(this.errors).singleElement().satisfies((error) -> {
			assertThat(error.kind()).isEqualTo(WatchError.Kind.PAYLOAD);
			assertThat(error.watchId()).isEqualTo("vat");
			assertThat(error.path()).isEqualTo(PATH);
			assertThat(error.stat().getMzxid()).isEqualTo(2);
			assertThat(error.toString()).doesNotContain("hunter2");
		});
	}

	@Test
	void doesNotRepeatAbsenceAfterUnreadableState() {
		DefaultZkWatch<?, ?> watch = open();
		change(absent(), present("?", 1), absent());
		assertThat(this.settings.calls).hasSize(1).containsOnlyNulls();
		assertThat(watch.isStale()).isFalse();
	}

	@ParameterizedTest
	@MethodSource("failures")
	void reportsUnexpectedExceptionsOfCodecs(Throwable failure) throws Exception {
		DefaultZkWatch<?, ?> watch = open(
				new PayloadConverter(ResolvableType.forClass(Integer.class), new FailingCodec(failure)));
		change(present("19", 1));
		assertThat(this.errors).singleElement()
			.returns(WatchError.Kind.PAYLOAD, WatchError::kind)
			.satisfies((error) -> assertThat(error.cause())
				.hasMessageContainingAll(PATH, Integer.class.getName(), failure.getClass().getName())
				.hasNoCause());
		assertThat(watch.task().awaitInitialised(System.nanoTime())).isTrue();
	}

	@ParameterizedTest
	@MethodSource("thrown")
	void continuesAfterTheMethodThrows(Throwable thrown) {
		open();
		this.settings.failure = thrown;
		change(present("19", 1));
		this.settings.failure = null;
		change(present("20", 2));
		assertThat(this.settings.calls).containsExactly(19, 20);
		assertThat(this.errors).singleElement()
			.returns(WatchError.Kind.METHOD, WatchError::kind)
			.returns(thrown, WatchError::cause);
	}

	@Test
	void reportsRefusedReadWithItsPath() throws Exception {
		DefaultZkWatch<?, ?> watch = open();
		this.mirror.failed(PATH, KeeperException.create(KeeperException.Code.NOAUTH));
		this.executor.run();
		assertThat(this.errors).singleElement()
			.returns(WatchError.Kind.READ, WatchError::kind)
			.returns(PATH, WatchError::path);
		assertThat(this.settings.calls).isEmpty();
		assertThat(watch.task().awaitInitialised(System.nanoTime())).isTrue();
	}

	@Test
	void waitsForTheFirstStateWhenOnlyAChildIsRefused() throws Exception {
		DefaultZkWatch<?, ?> watch = open();
		this.mirror.failed(PATH + "/child", KeeperException.create(KeeperException.Code.NOAUTH));
		this.executor.run();
		assertThat(watch.task().awaitInitialised(System.nanoTime())).isFalse();
	}

	@ParameterizedTest
	@MethodSource("thrown")
	@ExtendWith(OutputCaptureExtension.class)
	void continuesAfterTheErrorHandlerThrows(Throwable thrown, CapturedOutput output) {
		DefaultZkWatch<?, ?> watch = open((error) -> ReflectionUtils.rethrowRuntimeException(thrown));
		change(present("?", 1), present("20", 2));
		assertThat(this.settings.calls).containsExactly(20);
		assertThat(output).contains("The error handler of watch 'vat' failed");
	}

	@Test
	void reportsAnUnreadableStateOnce() {
		DefaultZkWatch<?, ?> watch = open();
		change(present("?", 1));
		watch.stop();
		watch.start();
		change(present("?", 1));
		assertThat(this.errors).hasSize(1);
	}

	@Test
	void deliversAgainAfterThePauseOfTheErrorHandler() {
		DefaultZkWatch<?, ?> watch = open(new RedeliveringErrorHandler(this.errors));
		this.settings.failure = new IllegalStateException("a fault of this test");
		change(present("19", 1));
		assertThat(this.loop.delays()).containsExactly(Duration.ofSeconds(1));
		assertThat(watch.isStale()).isTrue();
		this.loop.elapse();
		this.executor.run();
		assertThat(this.loop.delays()).containsExactly(Duration.ofSeconds(2));
		this.settings.failure = null;
		this.loop.elapse();
		this.executor.run();
		assertThat(this.settings.calls).containsExactly(19, 19, 19);
		assertThat(this.settings.types).containsOnly(ZnodeEvent.Type.INITIAL);
		assertThat(this.errors).extracting(WatchError::failures).containsExactly(1, 2);
		assertThat(watch.isStale()).isFalse();
	}

	@Test
	void deliversNewerStateAtOnceAndRestartsTheCount() {
		open(new RedeliveringErrorHandler(this.errors));
		this.settings.failure = new IllegalStateException("a fault of this test");
		change(present("19", 1));
		this.loop.elapse();
		this.executor.run();
		change(present("20", 2));
		assertThat(this.settings.calls).containsExactly(19, 19, 20);
		assertThat(this.errors).extracting(WatchError::failures).containsExactly(1, 2, 1);
		assertThat(this.loop.delays()).containsExactly(Duration.ofSeconds(1));
	}

	@Test
	void deliversTheStateReceivedDuringAFailure() {
		open(new RedeliveringErrorHandler(this.errors));
		this.settings.failure = new IllegalStateException("a fault of this test");
		this.settings.during = () -> {
			this.settings.failure = null;
			this.settings.during = null;
			this.mirror.changed(present("20", 2));
			throw new IllegalStateException("a fault of this test");
		};
		change(present("19", 1));
		assertThat(this.settings.calls).containsExactly(19, 20);
		assertThat(this.loop.delays()).isEmpty();
	}

	@Test
	void endsWhenTheErrorHandlerRequestsIt() {
		DefaultZkWatch<?, ?> watch = open(WatchErrorHandler.stopping());
		this.settings.failure = new IllegalStateException("a fault of this test");
		change(present("19", 1), present("20", 2));
		assertThat(this.settings.calls).containsExactly(19);
		assertThat(watch.isClosed()).isTrue();
	}

	static List<Throwable> failures() {
		return List.of(new IllegalArgumentException("a fault of this test"), new StackOverflowError());
	}

	static List<Throwable> thrown() {
		return List.of(new IllegalStateException("a fault of this test"), new StackOverflowError(),
				new AssertionError("a fault of this test"), new InterruptedException());
	}

	private static final class FailingCodec implements ZnodeCodec {

		private final Throwable failure;

		private FailingCodec(Throwable failure) {
			this.failure = failure;
		}

		@Override
		public boolean supports(ResolvableType type) {
			return true;
		}

		@Override
		public Object decode(byte[] payload, ResolvableType type) {
			ReflectionUtils.rethrowRuntimeException(this.failure);
			throw new IllegalStateException();
		}

		@Override
		public byte[] encode(Object value, ResolvableType type) {
			throw new UnsupportedOperationException();
		}

	}

}
