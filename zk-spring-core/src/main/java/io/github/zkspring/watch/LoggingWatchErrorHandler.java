package io.github.zkspring.watch;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Logs watch, path and version of an error, never the payload. The stack trace is logged
 * for exceptions of the method only.
 *
 * @since 0.1.0
 */
public class LoggingWatchErrorHandler implements WatchErrorHandler {

	private static final Log logger = LogFactory.getLog(LoggingWatchErrorHandler.class);

	@Override
	public void handle(WatchError error) {
		String where = "Watch '%s' on '%s'%s".formatted(error.watchId(), error.path(),
				(error.stat() != null) ? " (version " + error.stat().getVersion() + ")" : "");
		switch (error.kind()) {
			case READ -> logger.warn(where + " cannot be read, trying again: " + error.cause().getMessage());
			case PAYLOAD -> logger.warn(where + " keeps its last good value: " + error.cause().getMessage());
			case METHOD -> logger.error(where + ": the method failed", error.cause());
		}
	}

}
