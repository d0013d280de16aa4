package io.github.zkspring.client;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Threads of this project: named, daemons, and never ending in silence.
 */
public final class ZkThreads {

	private static final Log logger = LogFactory.getLog(ZkThreads.class);

	private ZkThreads() {
	}

	/**
	 * A factory for the one thread of that name.
	 * @param name the name
	 * @return the factory
	 */
	public static ThreadFactory single(String name) {
		return (task) -> create(task, name);
	}

	/**
	 * A factory for many threads.
	 * @param prefix what their numbers follow
	 * @return the factory
	 */
	public static ThreadFactory numbered(String prefix) {
		AtomicInteger number = new AtomicInteger();
		return (task) -> create(task, prefix + number.incrementAndGet());
	}

	private static Thread create(Runnable task, String name) {
		Thread thread = new Thread(task, name);
		thread.setDaemon(true);
		thread.setUncaughtExceptionHandler(
				(failed, ex) -> logger.error("Uncaught exception in thread " + failed.getName(), ex));
		return thread;
	}

}
