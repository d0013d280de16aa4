package io.github.zkspring.leader;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;

import io.github.zkspring.client.SerialTask;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;

/**
 * Publishes the transitions of one election in order. At most two wait: a grant that is
 * revoked before it was published never was, for the listeners.
 */
class LeadershipEvents {

	private static final Log logger = LogFactory.getLog(LeadershipEvents.class);

	private final ApplicationEventPublisher publisher;

	private final SerialTask task;

	private final Deque<Object> waiting = new ArrayDeque<>();

	LeadershipEvents(ApplicationEventPublisher publisher, Executor executor) {
		this.publisher = publisher;
		this.task = new SerialTask(executor, this::publishAll);
	}

	void granted(LeadershipGrantedEvent event) {
		synchronized (this.waiting) {
			this.waiting.addLast(event);
		}
		this.task.signal();
	}

	void revoked(LeadershipRevokedEvent event) {
		synchronized (this.waiting) {
			if (this.waiting.peekLast() instanceof LeadershipGrantedEvent) {
				this.waiting.removeLast();
			}
			else {
				this.waiting.addLast(event);
			}
		}
		this.task.signal();
	}

	boolean awaitPublished(long deadline) throws InterruptedException {
		return this.task.awaitEnd(deadline);
	}

	private void publishAll() {
		for (Object event = next(); event != null; event = next()) {
			try {
				this.publisher.publishEvent(event);
			}
			catch (Exception ex) {
				logger.error("A listener failed on " + event, ex);
			}
		}
	}

	private @Nullable Object next() {
		synchronized (this.waiting) {
			return this.waiting.pollFirst();
		}
	}

}
