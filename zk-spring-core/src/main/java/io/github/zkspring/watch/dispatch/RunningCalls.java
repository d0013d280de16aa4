package io.github.zkspring.watch.dispatch;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

import io.github.zkspring.client.support.ZkEventLoop;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * The calls of user code that run now. While there are any, a timer of the engine loop
 * looks at them from time to time: one that takes too long is named in the log, and again
 * when it has taken twice as long.
 */
public class RunningCalls {

	private static final Log logger = LogFactory.getLog(RunningCalls.class);

	private static final int SWEEPS = 4;

	private static final int FRAMES = 24;

	private final Map<SerialDelivery, Call> running = new ConcurrentHashMap<>();

	private final AtomicBoolean armed = new AtomicBoolean();

	private final ZkEventLoop loop;

	private final Duration overdueAfter;

	RunningCalls(ZkEventLoop loop, Duration overdueAfter) {
		this.loop = loop;
		this.overdueAfter = overdueAfter;
	}

	/**
	 * Call user code, on this thread.
	 * @param <T> what it returns
	 * @param delivery what it is called for
	 * @param code the code
	 * @return what the code returned
	 * @throws Throwable what the code threw
	 */
	public <T> T call(SerialDelivery delivery, UserCode<T> code) throws Throwable {
		Call call = new Call(this.overdueAfter.toNanos());
		this.running.put(delivery, call);
		arm();
		try {
			return code.run();
		}
		finally {
			this.running.remove(delivery);
			call.end();
		}
	}

	private void arm() {
		if (!this.armed.get() && !this.overdueAfter.isZero() && this.armed.compareAndSet(false, true)) {
			this.loop.schedule(this::sweep, this.overdueAfter.dividedBy(SWEEPS));
		}
	}

	private void sweep() {
		long now = System.nanoTime();
		this.running.forEach((delivery, call) -> call.warnWhenOverdue(delivery, now));
		this.armed.set(false);
		// a call that began before the line above has seen the timer armed
		if (!this.running.isEmpty()) {
			arm();
		}
	}

	boolean isCaller(SerialDelivery delivery) {
		Call call = this.running.get(delivery);
		return call != null && call.thread == Thread.currentThread();
	}

	void interrupt() {
		this.running.values().forEach(Call::interrupt);
	}

	/**
	 * One call.
	 */
	private static final class Call {

		private final Thread thread = Thread.currentThread();

		private final long begin = System.nanoTime();

		private long warnAfter;

		private boolean ended;

		private Call(long warnAfter) {
			this.warnAfter = warnAfter;
		}

		private void warnWhenOverdue(SerialDelivery delivery, long now) {
			long took = now - this.begin;
			if (took < this.warnAfter) {
				return;
			}
			while (this.warnAfter <= took) {
				this.warnAfter *= 2;
			}
			String stack = Arrays.stream(this.thread.getStackTrace())
				.limit(FRAMES)
				.map(StackTraceElement::toString)
				.collect(Collectors.joining(" < "));
			logger.warn("Overdue: %s has been running for %d ms on thread '%s', which is at %s".formatted(delivery,
					took / 1_000_000, this.thread.getName(), stack));
		}

		private synchronized void interrupt() {
			if (!this.ended && this.thread != Thread.currentThread()) {
				this.thread.interrupt();
			}
		}

		// what interrupted this call is not the business of the next one
		private synchronized void end() {
			this.ended = true;
			Thread.interrupted();
		}

	}

	/**
	 * Code of the user.
	 *
	 * @param <T> what it returns
	 */
	@FunctionalInterface
	public interface UserCode<T> {

		/**
		 * Run.
		 * @return what it likes
		 * @throws Throwable what it likes
		 */
		T run() throws Throwable;

	}

}
