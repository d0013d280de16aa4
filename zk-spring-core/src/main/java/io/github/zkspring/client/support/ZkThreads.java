package io.github.zkspring.client.support;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Creates the named daemon threads of this project, which log uncaught exceptions. They
 * inherit the context class loader of the thread that creates the factory. Also waits for
 * asynchronous work for a limited time.
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

	/**
	 * Returns whether the current thread is one of ZooKeeper's client, on which nothing
	 * may wait for an answer.
	 * @return {@code true} on its event thread and on its network thread
	 */
	public static boolean isZooKeeper() {
		return Thread.currentThread().getClass().getName().startsWith("org.apache.zookeeper.");
	}

	/**
	 * Waits for futures for a limited time.
	 * @param futures the futures
	 * @param timeout the maximum time to wait
	 * @return whether all of them are complete; {@code false} if the thread is
	 * interrupted, with its interrupt flag set
	 */
	public static boolean await(Stream<? extends CompletableFuture<?>> futures, Duration timeout) {
		try {
			CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new))
				.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
			return true;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
		catch (ExecutionException | TimeoutException ex) {
			return false;
		}
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
