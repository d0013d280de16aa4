package io.github.zkspring.watch;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;

import io.github.zkspring.codec.ZnodeCodec;
import io.github.zkspring.codec.ZnodeCodecs;
import io.github.zkspring.mirror.MirrorSubscription;
import io.github.zkspring.mirror.ZnodeSnapshot;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.ResolvableType;
import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link MethodWatch}.
 */
class MethodWatchTests {

	private final Settings settings = new Settings();

	private final List<WatchError> errors = new ArrayList<>();

	private final MirrorSubscription subscription = mock(MirrorSubscription.class);

	private ZnodeCodecs codecs = new ZnodeCodecs(List.of(), ApplicationConversionService.getSharedInstance(), null);

	@Test
	void callsTheMethodWithEveryState() {
		MethodWatch<ZnodeSnapshot, ?> watch = open(Runnable::run);
		watch.changed(absent());
		watch.changed(present("19", 1));
		watch.changed(absent());
		watch.changed(present("19", 3));
		assertThat(this.settings.calls).containsExactly(null, 19, null, 19);
	}

	@Test
	void doesNotDeliverTheSameStateTwice() {
		MethodWatch<ZnodeSnapshot, ?> watch = open(Runnable::run);
		watch.changed(present("19", 1));
		watch.changed(present("19", 1));
		assertThat(this.settings.calls).containsExactly(19);
	}

	@Test
	void conflatesChangesThatComeFasterThanTheMethod() {
		Deque<Runnable> later = new ArrayDeque<>();
		MethodWatch<ZnodeSnapshot, ?> watch = open(later::add);
		watch.changed(present("19", 1));
		watch.changed(present("20", 2));
		watch.changed(present("21", 3));
		assertThat(watch.isStale()).isTrue();
		later.remove().run();
		assertThat(later).isEmpty();
		assertThat(this.settings.calls).containsExactly(21);
		assertThat(watch.isStale()).isFalse();
	}

	@Test
	void keepsTheLastGoodValueAndReportsThePayload() {
		MethodWatch<ZnodeSnapshot, ?> watch = open(Runnable::run);
		watch.changed(present("19", 1));
		watch.changed(present("hunter2", 2));
		watch.changed(present("20", 3));
		assertThat(this.settings.calls).containsExactly(19, 20);
		assertThat(this.errors).singleElement().satisfies((error) -> {
			assertThat(error.kind()).isEqualTo(WatchError.Kind.PAYLOAD);
			assertThat(error.watchId()).isEqualTo("vat");
			assertThat(error.path()).isEqualTo("/config/vat");
			assertThat(error.stat().getMzxid()).isEqualTo(2);
			assertThat(error.toString()).doesNotContain("hunter2");
		});
	}

	@Test
	void doesNotDeliverAbsenceTwiceWhenWhatWasInBetweenCouldNotBeRead() {
		MethodWatch<ZnodeSnapshot, ?> watch = open(Runnable::run);
		watch.changed(absent());
		watch.changed(present("?", 1));
		watch.changed(absent());
		assertThat(this.settings.calls).hasSize(1).containsOnlyNulls();
	}

	@Test
	void reportsCodecThatThrowsAnythingElse() {
		this.codecs = new ZnodeCodecs(List.of(new FailingCodec()), ApplicationConversionService.getSharedInstance(),
				null);
		MethodWatch<ZnodeSnapshot, ?> watch = open(MethodWatchTests::runAndSwallow);
		watch.changed(present("19", 1));
		assertThat(this.errors).extracting(WatchError::kind).containsExactly(WatchError.Kind.PAYLOAD);
		assertThat(watch.initialised()).isDone();
	}

	@Test
	void goesOnWhenTheMethodThrows() {
		MethodWatch<ZnodeSnapshot, ?> watch = open(Runnable::run);
		this.settings.failing = true;
		watch.changed(present("19", 1));
		this.settings.failing = false;
		watch.changed(present("20", 2));
		assertThat(this.settings.calls).containsExactly(19, 20);
		assertThat(this.errors).singleElement()
			.returns(WatchError.Kind.METHOD, WatchError::kind)
			.extracting(WatchError::cause)
			.isInstanceOf(IllegalStateException.class);
	}

	@Test
	void reportsRefusedReadWithThePathThatRefused() {
		MethodWatch<ZnodeSnapshot, ?> watch = open(Runnable::run);
		watch.failed(KeeperException.create(KeeperException.Code.NOAUTH, "/config"));
		assertThat(this.errors).singleElement()
			.returns(WatchError.Kind.READ, WatchError::kind)
			.returns("/config", WatchError::path);
		assertThat(this.settings.calls).isEmpty();
		assertThat(watch.initialised()).isDone();
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void goesOnWhenTheErrorHandlerThrows(CapturedOutput output) {
		MethodWatch<ZnodeSnapshot, ?> watch = open(Runnable::run, (error) -> {
			throw new IllegalStateException("a fault of this test");
		});
		watch.changed(present("?", 1));
		watch.changed(present("20", 2));
		assertThat(this.settings.calls).containsExactly(20);
		assertThat(output).contains("The error handler of watch 'vat' failed");
	}

	@Test
	void endsWhenTheMethodReturnsFalse() {
		MethodWatch<ZnodeSnapshot, ?> watch = open(Runnable::run);
		this.settings.goesOn = false;
		watch.changed(present("19", 1));
		watch.changed(present("20", 2));
		assertThat(this.settings.calls).containsExactly(19);
		assertThat(watch.isClosed()).isTrue();
		then(this.subscription).should().close();
	}

	@Test
	void isStaleWhileItsSubscriptionIs() {
		MethodWatch<ZnodeSnapshot, ?> watch = open(Runnable::run);
		assertThat(watch.isStale()).isFalse();
		given(this.subscription.isStale()).willReturn(true);
		assertThat(watch.isStale()).isTrue();
	}

	@Test
	void callsNothingWhenClosed() throws Exception {
		MethodWatch<ZnodeSnapshot, ?> watch = open(Runnable::run);
		watch.close();
		watch.changed(present("19", 1));
		assertThat(this.settings.calls).isEmpty();
		assertThat(watch.initialised()).isDone();
		assertThat(watch.awaitEnd(System.nanoTime())).isTrue();
	}

	private MethodWatch<ZnodeSnapshot, ?> open(Executor executor) {
		return open(executor, this.errors::add);
	}

	private MethodWatch<ZnodeSnapshot, ?> open(Executor executor, WatchErrorHandler errorHandler) {
		StaticListableBeanFactory beanFactory = new StaticListableBeanFactory();
		beanFactory.addBean("settings", this.settings);
		WatchEndpoint.Target target = new WatchEndpoint.Target("settings",
				ReflectionUtils.findMethod(Settings.class, "changed", Integer.class));
		WatchEndpoint endpoint = new WatchEndpoint("vat", "/config/vat", target, Duration.ZERO, "");
		WatchArguments<ZnodeEvent<Object>> arguments = new DataSignature(target, this.codecs).read();
		MethodWatch<ZnodeSnapshot, ZnodeEvent<Object>> watch = new MethodWatch<>(endpoint,
				new WatchMethod(target, beanFactory), arguments::resolve, errorHandler, executor);
		watch.open(new ZnodeEvents(arguments.payload()), (listener) -> this.subscription);
		return watch;
	}

	private static void runAndSwallow(Runnable task) {
		try {
			task.run();
		}
		catch (RuntimeException ex) {
			assertThat(ex).isNotNull();
		}
	}

	private static ZnodeSnapshot present(String text, long zxid) {
		Stat stat = new Stat();
		stat.setCzxid(zxid);
		stat.setMzxid(zxid);
		return new ZnodeSnapshot("/config/vat", text.getBytes(StandardCharsets.UTF_8), stat);
	}

	private static ZnodeSnapshot absent() {
		return new ZnodeSnapshot("/config/vat", null, null);
	}

	static class Settings {

		final List<@Nullable Integer> calls = new ArrayList<>();

		boolean failing;

		boolean goesOn = true;

		boolean changed(@Nullable Integer vat) {
			this.calls.add(vat);
			if (this.failing) {
				throw new IllegalStateException("a fault of this test");
			}
			return this.goesOn;
		}

	}

	private static final class FailingCodec implements ZnodeCodec {

		@Override
		public boolean supports(ResolvableType type) {
			return true;
		}

		@Override
		public Object decode(byte[] payload, ResolvableType type) {
			throw new IllegalArgumentException("a fault of this test");
		}

		@Override
		public byte[] encode(Object value, ResolvableType type) {
			throw new UnsupportedOperationException();
		}

	}

}
