package io.github.zkspring.faults;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/**
 * Captures the log of a test. Register it as a field with {@code @RegisterExtension};
 * each test starts with an empty log.
 */
public final class CapturedLog implements BeforeEachCallback, AfterEachCallback {

	private final List<String> lines = new CopyOnWriteArrayList<>();

	private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {

		@Override
		protected void append(ILoggingEvent event) {
			CapturedLog.this.lines.add(format(event));
		}

	};

	@Override
	public void beforeEach(ExtensionContext context) {
		this.lines.clear();
		this.appender.start();
		root().addAppender(this.appender);
	}

	@Override
	public void afterEach(ExtensionContext context) {
		root().detachAppender(this.appender);
		this.appender.stop();
	}

	/**
	 * Returns everything logged since the start of the test.
	 * @return one line for each event, followed by its stack trace
	 */
	public String text() {
		return this.lines.stream().collect(Collectors.joining("\n"));
	}

	/**
	 * Returns the logged events.
	 * @return level, logger and message of each event, followed by its stack trace
	 */
	public List<String> lines() {
		return List.copyOf(this.lines);
	}

	private static String format(ILoggingEvent event) {
		String line = "%s %s - %s".formatted(event.getLevel(), event.getLoggerName(), event.getFormattedMessage());
		return (event.getThrowableProxy() != null)
				? line + "\n" + ThrowableProxyUtil.asString(event.getThrowableProxy()) : line;
	}

	private static Logger root() {
		return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
	}

}
