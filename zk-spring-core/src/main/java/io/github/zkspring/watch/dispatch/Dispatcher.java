package io.github.zkspring.watch.dispatch;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.zkspring.client.support.ZkEventLoop;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Hands deliveries to the executor bean of the watches, whatever that executor does: what
 * it wants to run in the caller runs on threads of the dispatcher, for the caller may be
 * the thread of ZooKeeper; what it refuses is handed over again after a pause. A delivery
 * waits at most once, so what waits is bounded by the number of watches.
 */
public class Dispatcher implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(Dispatcher.class);

	private static final Duration RETRY_PAUSE = Duration.ofMillis(100);

	private final Executor executor;

	private final String executorName;

	private final ZkEventLoop loop;

	private final RunningCalls calls;

	private final Queue<SerialDelivery> refused = new ConcurrentLinkedQueue<>();

	private final AtomicBoolean retrying = new AtomicBoolean();

	private final AtomicBoolean warnedOfCaller = new AtomicBoolean();

	private final AtomicBoolean warnedOfRefusal = new AtomicBoolean();

	private @Nullable ExecutorService ownThreads;

	private boolean closed;

	/**
	 * Create a dispatcher.
	 * @param executor where deliveries run
	 * @param executorName the name of its bean, for log lines
	 * @param loop where pauses are timed
	 * @param overdueAfter how long a call may take before a log line names it, zero for
	 * as long as it likes
	 */
	public Dispatcher(Executor executor, String executorName, ZkEventLoop loop, Duration overdueAfter) {
		this.executor = executor;
		this.executorName = executorName;
		this.loop = loop;
		this.calls = new RunningCalls(loop, overdueAfter);
	}

	/**
	 * The calls of user code that run now.
	 * @return the calls
	 */
	public RunningCalls calls() {
		return this.calls;
	}

	Future<?> later(Runnable task, Duration pause) {
		return this.loop.schedule(task, pause);
	}

	void execute(SerialDelivery delivery) {
		if (!handOver(delivery)) {
			this.refused.add(delivery);
			retryLater();
		}
	}

	private boolean handOver(SerialDelivery delivery) {
		HandOver task = new HandOver(delivery);
		try {
			this.executor.execute(task);
			return true;
		}
		// also "unable to create native thread", which is an Error
		catch (Throwable ex) {
			warn(this.warnedOfRefusal, "refuses calls of watches, which are made later", ex);
			return false;
		}
		finally {
			task.caller = null;
		}
	}

	private void retryLater() {
		if (this.retrying.compareAndSet(false, true)) {
			later(this::retry, RETRY_PAUSE);
		}
	}

	private void retry() {
		this.retrying.set(false);
		for (SerialDelivery next = this.refused.poll(); next != null; next = this.refused.poll()) {
			if (!handOver(next)) {
				this.refused.add(next);
				retryLater();
				return;
			}
		}
	}

	private void warn(AtomicBoolean warned, String what, @Nullable Throwable cause) {
		if (warned.compareAndSet(false, true)) {
			logger.warn("The executor bean '" + this.executorName + "' " + what + ". This is said once."
					+ ((cause != null) ? " (" + cause + ")" : ""));
		}
	}

	private void runOnOwnThread(SerialDelivery delivery) {
		warn(this.warnedOfCaller, "runs tasks in the caller, which may be a thread of ZooKeeper: "
				+ "such calls of watches are made on threads of their own", null);
		ownThreads().execute(delivery::run);
	}

	private synchronized ExecutorService ownThreads() {
		ExecutorService threads = this.ownThreads;
		if (threads == null) {
			threads = WatchExecutors.growing();
			this.ownThreads = threads;
			if (this.closed) {
				threads.shutdownNow();
			}
		}
		return threads;
	}

	@Override
	public synchronized void close() {
		this.closed = true;
		this.refused.clear();
		this.calls.interrupt();
		if (this.ownThreads != null) {
			this.ownThreads.shutdownNow();
		}
	}

	/**
	 * One way of a delivery to the executor.
	 */
	private final class HandOver implements Runnable {

		private final SerialDelivery delivery;

		// written by the caller alone: any other thread finds another thread than itself
		private @Nullable Thread caller = Thread.currentThread();

		private HandOver(SerialDelivery delivery) {
			this.delivery = delivery;
		}

		@Override
		public void run() {
			if (this.caller == Thread.currentThread()) {
				runOnOwnThread(this.delivery);
			}
			else {
				this.delivery.run();
			}
		}

	}

}
