package io.github.zkspring.client.support;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Interrupts the current thread when the JVM shuts down, until it is closed. For waits of
 * the start: the shutdown hook that closes a context waits for the end of its start.
 */
public final class InterruptOnShutdown implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(InterruptOnShutdown.class);

	private final Thread hook;

	/**
	 * Adds a shutdown hook for the current thread.
	 */
	public InterruptOnShutdown() {
		this.hook = new Thread(Thread.currentThread()::interrupt, "zk-interrupt-start");
		try {
			Runtime.getRuntime().addShutdownHook(this.hook);
		}
		catch (IllegalStateException ex) {
			logger.trace("The JVM is shutting down", ex);
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void close() {
		try {
			Runtime.getRuntime().removeShutdownHook(this.hook);
		}
		catch (IllegalStateException ex) {
			logger.trace("The JVM is shutting down", ex);
		}
	}

}
