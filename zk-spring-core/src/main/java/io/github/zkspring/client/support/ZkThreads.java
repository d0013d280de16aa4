package io.github.zkspring.client.support;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Creates the named daemon threads of this project, which log uncaught exceptions. They
 * inherit the context class loader of the thread that creates the factory.
 */
public final class ZkThreads {

	private static final Log logger = LogFactory.getLog(ZkThreads.class);

	private ZkThreads() {
	}

	/**
	 * Returns a factory for a single thread.
	 * @param name the name
	 * @return the factory
	 */
	public static ThreadFactory single(String name) {
		ClassLoader classLoader = Thread.currentThread().getContextClassLoader();
		return (task) -> create(task, name, classLoader);
	}

	/**
	 * Returns a factory for numbered threads.
	 * @param prefix the prefix of the number
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
