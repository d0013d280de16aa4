package io.github.zkspring.client.connection;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.github.zkspring.client.ZkSessionStateEvent;
import io.github.zkspring.client.support.ZkThreads;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.context.ApplicationEventPublisher;

/**
 * Publishes transitions of the session as application events, in order, on the thread
 * {@code zk-session-events}.
 */
public class SessionEventPublisher implements Consumer<ZkSessionStateEvent>, AutoCloseable {

	private static final Log logger = LogFactory.getLog(SessionEventPublisher.class);

	private static final int CAPACITY = 256;

	private final ApplicationEventPublisher publisher;

	private final ThreadPoolExecutor executor;

	/**
	 * Creates a publisher.
	 * @param publisher the publisher of the events
	 */
	public SessionEventPublisher(ApplicationEventPublisher publisher) {
		this.publisher = publisher;
		this.executor = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(CAPACITY),
				ZkThreads.single("zk-session-events"), this::dropOldest);
	}

	@Override
	public void accept(ZkSessionStateEvent event) {
		this.executor.execute(() -> publish(event));
	}

	private void publish(ZkSessionStateEvent event) {
		try {
			this.publisher.publishEvent(event);
		}
		catch (Exception ex) {
			logger.error("A listener failed on " + event, ex);
		}
	}

	private void dropOldest(Runnable task, ThreadPoolExecutor full) {
		if (!full.isShutdown()) {
			logger.warn("A listener of ZkSessionStateEvent blocks: the oldest of " + CAPACITY
					+ " waiting transitions is dropped");
			full.getQueue().poll();
			full.execute(task);
		}
	}

	@Override
	public void close() {
		this.executor.shutdownNow();
	}

}
