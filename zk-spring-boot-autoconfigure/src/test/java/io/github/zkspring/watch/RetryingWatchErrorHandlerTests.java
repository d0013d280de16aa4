package io.github.zkspring.watch;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.retry.RetryPolicy;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RetryingWatchErrorHandler} and {@link StoppingWatchErrorHandler}.
 */
@ExtendWith(OutputCaptureExtension.class)
class RetryingWatchErrorHandlerTests {

	private final List<WatchError> exhausted = new ArrayList<>();

	@Test
	void requestsRedeliveryWithBackOffUntilPolicyIsExhausted() {
		WatchErrorHandler handler = WatchErrorHandler.retrying(
				RetryPolicy.builder().maxRetries(3).delay(Duration.ofMillis(100)).multiplier(2).build(),
				this.exhausted::add);
		assertThat(handler.react(failure(1)).redeliverAfter()).isEqualTo(Duration.ofMillis(100));
		assertThat(handler.react(failure(2)).redeliverAfter()).isEqualTo(Duration.ofMillis(200));
		assertThat(handler.react(failure(3)).redeliverAfter()).isEqualTo(Duration.ofMillis(400));
		assertThat(handler.react(failure(4))).isEqualTo(WatchErrorHandler.Reaction.proceed());
		assertThat(this.exhausted).extracting(WatchError::failures).containsExactly(4);
	}

	@Test
	void stopsRetryingBeforePolicyTimeoutExpires() {
		WatchErrorHandler handler = WatchErrorHandler.retrying(
				RetryPolicy.builder().delay(Duration.ofSeconds(1)).timeout(Duration.ofSeconds(5)).build(),
				this.exhausted::add);
		assertThat(handler.react(failure(1, Duration.ofMillis(3900))).redeliverAfter()).isNotNull();
		assertThat(handler.react(failure(2, Duration.ofMillis(4100))).redeliverAfter()).isNull();
		assertThat(this.exhausted).hasSize(1);
	}

	@Test
	void retriesOnlyMethodFailuresThatPolicyIncludes() {
		WatchErrorHandler handler = WatchErrorHandler
			.retrying(RetryPolicy.builder().excludes(IllegalStateException.class).build(), this.exhausted::add);
		assertThat(handler.react(failure(1)).redeliverAfter()).isNull();
		for (WatchError.Kind kind : List.of(WatchError.Kind.READ, WatchError.Kind.PAYLOAD)) {
			WatchError error = new WatchError("vat", "/vat", null, kind, new IOException());
			assertThat(handler.react(error).redeliverAfter()).isNull();
		}
		assertThat(this.exhausted).hasSize(3);
	}

	@Test
	void endsTheWatchWhenThePolicyIsExhaustedAndThatIsWanted(CapturedOutput output) {
		WatchErrorHandler handler = WatchErrorHandler.retrying(RetryPolicy.withMaxRetries(1),
				WatchErrorHandler.stopping());
		assertThat(handler.react(failure(1)).close()).isFalse();
		assertThat(output).contains("WARN", "Watch 'vat' on '/vat'", "again in 1000 ms");
		assertThat(handler.react(failure(2)).close()).isTrue();
		assertThat(output).contains("ERROR");
	}

	@Test
	void logsAndGoesOnByDefaultWhenThePolicyIsExhausted(CapturedOutput output) {
		WatchErrorHandler handler = WatchErrorHandler.retrying(RetryPolicy.withMaxRetries(1));
		assertThat(handler.react(failure(2))).isEqualTo(WatchErrorHandler.Reaction.proceed());
		assertThat(output).contains("ERROR", "the method failed");
	}

	private static WatchError failure(int failures) {
		return failure(failures, Duration.ZERO);
	}

	private static WatchError failure(int failures, Duration elapsed) {
		return new WatchError("vat", "/vat", null, WatchError.Kind.METHOD,
				new IllegalStateException("a fault of this test"), failures, elapsed);
	}

}
