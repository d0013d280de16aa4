package io.github.zkspring.discovery;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import io.github.zkspring.client.support.SerialTask;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one method with {@link ZkServiceWatch}: one at a time, with the newest
 * state.
 */
class ServiceDelivery {

	private static final Log logger = LogFactory.getLog(ServiceDelivery.class);

	private final ServiceWatchMethod method;

	private final ServiceEntry entry;

	private final SerialTask task;

	private final CountDownLatch first = new CountDownLatch(1);

	private volatile boolean running;

	private @Nullable List<ServiceInstance> last;

	/**
	 * Create a delivery, without calls yet.
	 * @param method the method
	 * @param entry the service
	 * @param executor where the method runs
	 */
	ServiceDelivery(ServiceWatchMethod method, ServiceEntry entry, Executor executor) {
		this.method = method;
		this.entry = entry;
		this.task = new SerialTask(executor, this::deliver);
	}

	void open() {
		this.entry.addListener(this.task::signal);
	}

	void start() {
		this.running = true;
		this.task.signal();
	}

	void stop() {
		this.running = false;
	}

	void close() {
		this.task.close();
	}

	/**
	 * Wait for the end of the first call.
	 * @param deadline the end of the wait, on the monotonic clock
	 * @return whether it has ended
	 * @throws InterruptedException when the waiting thread is interrupted
	 */
	boolean awaitFirst(long deadline) throws InterruptedException {
		// what cannot be read is called for later
		return this.entry.awaitAnswer(deadline) && this.entry.peek() != null
				&& this.first.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
	}

	boolean awaitEnd(long deadline) throws InterruptedException {
		return this.task.awaitEnd(deadline);
	}

	private void deliver() {
		ServiceInstances now = this.entry.peek();
		if (now == null || !this.running) {
			return;
		}
		List<ServiceInstance> before = this.last;
		this.last = now.all();
		ServiceEvent event = ServiceEvent.between(this.method.service(), (before != null) ? before : List.of(),
				now.all());
		if (before == null || !event.isEmpty()) {
			call(event);
		}
	}

	private void call(ServiceEvent event) {
		try {
			this.method.call(event);
		}
		catch (Throwable ex) {
			logger.error("A service watch failed: " + this.method, ex);
		}
		finally {
			this.first.countDown();
		}
	}

	@Override
	public String toString() {
		return this.method.toString();
	}

}
