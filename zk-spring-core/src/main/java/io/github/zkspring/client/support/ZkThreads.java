package io.github.zkspring.client.support;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Threads of this project: named, daemons, and never ending in silence. What they inherit
 * is that of whoever makes the factory, not of the thread that happens to need the first
 * of them.
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
		ClassLoader classLoader = Thread.currentThread().getContextClassLoader();
		return (task) -> create(task, name, classLoader);
	}

	/**
	 * A factory for many threads.
	 * @param prefix what their numbers follow
	 * @return the factory
	 */
	public static ThreadFactory numbered(String prefix) {
		AtomicInteger number = new AtomicInteger();
		ClassLoader classLoader = Thread.currentThread().getContextClassLoader();
		return (task) -> create(task, prefix + number.incrementAndGet(), classLoader);
	}

	private static Thread create(Runnable task, String name, ClassLoader classLoader) {
		Thread thread = new Thread(null, task, name, 0, false);
		thread.setContextClassLoader(classLoader);
		thread.setDaemon(true);
		thread.setUncaughtExceptionHandler(
				(failed, ex) -> logger.error("Uncaught exception in thread " + failed.getName(), ex));
		return thread;
	}

}
