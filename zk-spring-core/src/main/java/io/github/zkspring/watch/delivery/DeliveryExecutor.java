package io.github.zkspring.watch.delivery;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

import io.github.zkspring.client.support.ZkEventLoop;
import io.github.zkspring.client.support.ZkThreads;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Runs deliveries on the executor bean of the watches, independent of its rejection
 * policy: tasks that it runs in the caller, which may be a thread of ZooKeeper, run on
 * own threads instead; tasks that it rejects are submitted again after a pause. A watch
 * has at most one task here, which bounds the queue of rejected tasks. Not an
 * {@link Executor}: as a bean it must not be a candidate for those of the application.
 * <p>
 * Internal, not part of the API for applications.
 */
public class DeliveryExecutor implements AutoCloseable {

	/**
	 * The maximum number of methods that run at the same time, including blocked ones.
	 */
	public static final int MAX_THREADS = 256;

	private static final Log logger = LogFactory.getLog(DeliveryExecutor.class);

	private static final Duration RETRY_PAUSE = Duration.ofMillis(100);

	private static final int CHECKS_PER_PERIOD = 4;

	private static final int STACK_FRAMES = 24;

	private final Executor executor;

	private final Executor tasks = this::execute;

	private final String beanName;

	private final ZkEventLoop loop;

	private final Duration overdueAfter;

	private final Map<Object, Delivery> running = new ConcurrentHashMap<>();

	private final AtomicBoolean checking = new AtomicBoolean();

	private final Queue<Runnable> rejected = new ConcurrentLinkedQueue<>();

	private final AtomicBoolean retrying = new AtomicBoolean();

	/** The problems that were logged. */
	private final Set<String> warned = ConcurrentHashMap.newKeySet();

	private final ExecutorService ownThreads = newThreadPool();

	/**
	 * Creates an executor.
	 * @param executor the executor bean
	 * @param beanName its name, for log messages
	 * @param loop runs timers
	 * @param overdueAfter the duration after which a running delivery is logged, zero to
	 * log none
	 */
	public DeliveryExecutor(Executor executor, String beanName, ZkEventLoop loop, Duration overdueAfter) {
		this.executor = executor;
		this.beanName = beanName;
		this.loop = loop;
		this.overdueAfter = overdueAfter;
	}

	/**
	 * Creates a pool that starts a thread whenever none is idle, up to
	 * {@link #MAX_THREADS}, so that blocked methods do not delay others. Further tasks
	 * are queued, at most one for each watch. Idle threads end after 30 seconds.
	 * @return the pool
	 */
	public static ExecutorService newThreadPool() {
		IdleThreadsFirst queue = new IdleThreadsFirst();
		return new ThreadPoolExecutor(0, MAX_THREADS, 30, TimeUnit.SECONDS, queue, ZkThreads.numbered("zk-watch-"),
				(task, pool) -> {
					if (!pool.isShutdown()) {
						queue.put(task);
					}
				});
	}

	/**
	 * Returns an executor that all watches share.
	 * @return calls {@link #execute(Runnable)}
	 */
	Executor tasks() {
		return this.tasks;
	}

	/**
	 * Runs a task on another thread, now or after the executor bean accepts tasks again.
	 * @param task the task
	 */
	void execute(Runnable task) {
		if (!submit(task)) {
			this.rejected.add(task);
			retryLater();
		}
	}

	/**
	 * Runs a task on the calling thread and interrupts it on {@link #close()}. A task
	 * that takes too long is logged, and again each time it has taken twice as long.
	 * @param watch names the watch in log messages; it has no other running task
	 * @param task the task
	 */
	void run(Object watch, Runnable task) {
		Delivery delivery = new Delivery(this.overdueAfter.toNanos());
		this.running.put(watch, delivery);
		scheduleCheck();
		try {
			task.run();
		}
		finally {
			this.running.remove(watch);
			delivery.end();
		}
	}

	private void scheduleCheck() {
		if (!this.checking.get() && !this.overdueAfter.isZero() && this.checking.compareAndSet(false, true)) {
			schedule(this::checkOverdue, this.overdueAfter.dividedBy(CHECKS_PER_PERIOD));
		}
	}

	private void checkOverdue() {
		long now = System.nanoTime();
		this.running.forEach((watch, delivery) -> delivery.warnIfOverdue(watch, now));
		this.checking.set(false);
		// a delivery that began before the line above did not schedule a check
		if (!this.running.isEmpty()) {
			scheduleCheck();
		}
	}

	Future<?> schedule(Runnable task, Duration pause) {
		return this.loop.schedule(task, pause);
	}

	private boolean submit(Runnable task) {
		AtomicReference<@Nullable Thread> caller = new AtomicReference<>(Thread.currentThread());
		try {
			this.executor.execute(() -> run(task, caller.get() == Thread.currentThread()));
			return true;
		}
		// also "unable to create native thread", which is an Error
		catch (Throwable ex) {
			warnOnce("rejects calls of watches, which are submitted again later", ex);
			return false;
		}
		finally {
			caller.set(null);
		}
	}

	private void run(Runnable task, boolean inCaller) {
		if (!inCaller) {
			task.run();
			return;
		}
		warnOnce("runs tasks in the caller, which may be a thread of ZooKeeper: "
				+ "such calls of watches run on separate threads", null);
		this.ownThreads.execute(task);
	}

	private void retryLater() {
		if (this.retrying.compareAndSet(false, true)) {
			schedule(this::retry, RETRY_PAUSE);
		}
	}

	private void retry() {
		this.retrying.set(false);
		for (Runnable next = this.rejected.poll(); next != null; next = this.rejected.poll()) {
			if (!submit(next)) {
				this.rejected.add(next);
				retryLater();
				return;
			}
		}
	}

	private void warnOnce(String problem, @Nullable Throwable cause) {
		if (this.warned.add(problem)) {
			logger.warn("The executor bean '" + this.beanName + "' " + problem + ". This is logged once."
					+ ((cause != null) ? " (" + cause + ")" : ""));
		}
	}

	@Override
	public void close() {
		this.rejected.clear();
		this.running.values().forEach(Delivery::interrupt);
		this.ownThreads.shutdownNow();
	}

	/**
	 * Accepts a task only if a thread is waiting for one, so that the pool grows before
	 * tasks are queued.
	 */
	private static final class IdleThreadsFirst extends LinkedTransferQueue<Runnable> {

		private static final long serialVersionUID = 1L;

		@Override
		public boolean offer(Runnable task) {
			return tryTransfer(task);
		}

		@Override
		public void put(Runnable task) {
			super.offer(task);
		}

	}

	/**
	 * A running delivery.
	 */
	private static final class Delivery {

		private final Thread thread = Thread.currentThread();

		private final long begin = System.nanoTime();

		private long warnAfter;

		private boolean ended;

		private Delivery(long warnAfter) {
			this.warnAfter = warnAfter;
		}

		private void warnIfOverdue(Object watch, long now) {
			long elapsed = now - this.begin;
			if (elapsed < this.warnAfter) {
				return;
			}
			while (this.warnAfter <= elapsed) {
				this.warnAfter *= 2;
			}
			String stack = Arrays.stream(this.thread.getStackTrace())
				.limit(STACK_FRAMES)
				.map(StackTraceElement::toString)
				.collect(Collectors.joining(" < "));
			logger.warn("Overdue: %s has been running for %d ms on thread '%s', which is at %s".formatted(watch,
					elapsed / 1_000_000, this.thread.getName(), stack));
		}

		private synchronized void interrupt() {
			if (!this.ended && this.thread != Thread.currentThread()) {
				this.thread.interrupt();
			}
		}

		// an interrupt of this delivery must not reach the next one on the thread
		private synchronized void end() {
			this.ended = true;
			Thread.interrupted();
		}

	}

}
