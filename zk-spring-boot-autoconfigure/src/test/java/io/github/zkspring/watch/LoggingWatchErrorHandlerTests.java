package io.github.zkspring.watch;

import io.github.zkspring.client.CodecException;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LoggingWatchErrorHandler}.
 */
@ExtendWith(OutputCaptureExtension.class)
class LoggingWatchErrorHandlerTests {

	private final LoggingWatchErrorHandler handler = new LoggingWatchErrorHandler();

	@Test
	void writesOneLineForRefusedRead(CapturedOutput output) {
		handle(WatchError.Kind.READ, KeeperException.create(KeeperException.Code.NOAUTH, "/config/vat"), null);
		assertThat(lines(output)).isEqualTo(1);
		assertThat(output).contains("WARN", "Watch 'settings.changed' on '/config/vat' cannot be read", "NoAuth")
			.doesNotContain("version");
	}

	@Test
	void writesOneLineWithoutThePayloadForUnreadablePayload(CapturedOutput output) {
		handle(WatchError.Kind.PAYLOAD, new CodecException("7 bytes of text are no Integer"), stat(12));
		assertThat(lines(output)).isEqualTo(1);
		assertThat(output).contains("WARN",
				"Watch 'settings.changed' on '/config/vat' (version 12) keeps its last good value: 7 bytes of text are no Integer");
	}

	@Test
	void writesTheStackOfMethodThatThrew(CapturedOutput output) {
		handle(WatchError.Kind.METHOD, new IllegalStateException("a fault of this test"), stat(3));
		assertThat(output).contains("ERROR", "Watch 'settings.changed' on '/config/vat' (version 3): the method failed",
				"java.lang.IllegalStateException: a fault of this test",
				"at " + LoggingWatchErrorHandlerTests.class.getName());
	}

	private void handle(WatchError.Kind kind, Throwable cause, @Nullable Stat stat) {
		this.handler.handle(new WatchError("settings.changed", "/config/vat", stat, kind, cause));
	}

	private static long lines(CapturedOutput output) {
		return output.toString().lines().count();
	}

	private static Stat stat(int version) {
		Stat stat = new Stat();
		stat.setVersion(version);
		return stat;
	}

}
