package io.github.zkspring.discovery;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.github.zkspring.annotation.BeanMethod;
import io.github.zkspring.annotation.BeanMethodInvoker;
import io.github.zkspring.client.InvalidZkMethodException;
import io.github.zkspring.client.support.SerialTask;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ResolvableType;

/**
 * A method with {@link ZkServiceWatch}. Invokes it with the newest instances, one
 * invocation at a time.
 */
class ServiceWatchMethod {

	private static final Log logger = LogFactory.getLog(ServiceWatchMethod.class);

	private final BeanMethodInvoker invoker;

	/** For each parameter, whether it takes the event instead of the instances. */
	private final List<Boolean> events;

	private final CachedService service;

	private final SerialTask task;

	private final Runnable listener;

	private final CountDownLatch invoked = new CountDownLatch(1);

	private volatile boolean running;

	private @Nullable List<ServiceInstance> last;

	/**
	 * Creates a watch that does not invoke the method before it is started.
	 * @param method the annotated method
	 * @param invoker invokes the method
	 * @param service the watched service
	 * @param executor runs the invocations
	 * @throws InvalidZkMethodException if a parameter has an unsupported type
	 */
	ServiceWatchMethod(BeanMethod method, BeanMethodInvoker invoker, CachedService service, Executor executor) {
		this.invoker = invoker;
		this.events = IntStream.range(0, method.method().getParameterCount())
			.mapToObj((index) -> isEvent(method, method.type(method.parameter(index))))
			.toList();
		this.service = service;
		this.task = new SerialTask(executor, this::deliver);
		this.listener = this.task::signal;
		invoker.onReplacement(this.listener);
	}

	private static boolean isEvent(BeanMethod method, ResolvableType type) {
		boolean event = type.resolve() == ServiceEvent.class;
		if (!event && !isInstances(type)) {
			throw method.invalid("a parameter of type %s is not supported".formatted(type),
					"Use parameters of type List<ServiceInstance> and ServiceEvent, in any order and number.");
		}
		return event;
	}

	private static boolean isInstances(ResolvableType type) {
		Class<?> collection = type.resolve();
		return (collection == List.class || collection == Collection.class)
				&& type.getGeneric().resolve() == ServiceInstance.class;
	}

	void open() {
		this.service.addListener(this.listener);
	}

	void start() {
		this.running = true;
		this.task.signal();
	}

	void stop() {
		this.running = false;
	}

	void close() {
		this.service.removeListener(this.listener);
		this.task.close();
	}

	/**
	 * Wait for the end of the first invocation.
	 * @param deadline the end of the wait, on the monotonic clock
	 * @return whether it has ended
	 * @throws InterruptedException if the waiting thread is interrupted
	 */
	boolean awaitFirst(long deadline) throws InterruptedException {
		// after a failed read the first invocation follows the next successful read
		return this.service.awaitAnswer(deadline) && this.service.peek() != null
				&& this.invoked.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
	}

	boolean awaitEnd(long deadline) throws InterruptedException {
		return this.task.awaitEnd(deadline);
	}

	private void deliver() {
		ServiceInstances now = this.service.peek();
		if (now == null || !this.running) {
			return;
		}
		List<ServiceInstance> before = this.invoker.isReplaced() ? null : this.last;
		this.last = now.all();
		ServiceEvent event = ServiceEvent.between(this.service.service(), (before != null) ? before : List.of(),
				now.all());
		if (before == null || !event.isEmpty()) {
			try {
				this.invoker
					.invoke(this.events.stream().map((isEvent) -> isEvent ? event : event.instances()).toArray());
			}
			catch (Throwable ex) {
				logger.error("A service watch failed: " + this, ex);
			}
			finally {
				this.invoked.countDown();
			}
		}
	}

	@Override
	public String toString() {
		return this.invoker.toString();
	}

}
