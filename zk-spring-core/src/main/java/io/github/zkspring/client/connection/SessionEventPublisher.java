package io.github.zkspring.client.connection;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.github.zkspring.client.ZkSessionStateEvent;
import io.github.zkspring.client.support.ZkPhases;
import io.github.zkspring.client.support.ZkThreads;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;

/**
 * Publishes transitions of the session as application events of one context, in order, on
 * the thread {@code zk-session-events}. Begins when the listeners of the context exist,
 * with the present state if a server has answered by then. A stopped context continues to
 * receive the events, since its session stays open.
 */
public class SessionEventPublisher implements Consumer<ZkSessionStateEvent>, SmartLifecycle, AutoCloseable {

	private static final Log logger = LogFactory.getLog(SessionEventPublisher.class);

	private static final int CAPACITY = 256;

	private final CuratorSession session;

	private final ApplicationEventPublisher publisher;

	private final ThreadPoolExecutor executor;

	private boolean listening;

	private volatile boolean running;

	/**
	 * Creates a publisher.
	 * @param session the session
	 * @param publisher the publisher of the events
	 */
	public SessionEventPublisher(CuratorSession session, ApplicationEventPublisher publisher) {
		this.session = session;
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
	public void start() {
		this.running = true;
		if (!this.listening) {
			this.listening = true;
			this.session.addStateListenerWithPresentState(this);
		}
	}

	@Override
	public void stop() {
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return ZkPhases.CLIENT;
	}

	@Override
	public void close() {
		this.session.removeStateListener(this);
		this.executor.shutdownNow();
	}

}
