package io.github.zkspring.discovery;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.github.zkspring.annotation.AnnotatedBeans;
import io.github.zkspring.client.InvalidZkMethodException;
import io.github.zkspring.client.support.SerialTask;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ResolvableType;
import org.springframework.util.ReflectionUtils;

/**
 * A method with {@link ZkServiceWatch}. Invokes it with the newest instances, one
 * invocation at a time.
 */
class ServiceWatchMethod {

	private static final Log logger = LogFactory.getLog(ServiceWatchMethod.class);

	private final String beanName;

	private final Method method;

	private final Supplier<Object> bean;

	private final CachedService service;

	private final SerialTask task;

	private final Runnable listener;

	private final CountDownLatch invoked = new CountDownLatch(1);

	private volatile boolean running;

	private @Nullable List<ServiceInstance> last;

	/**
	 * Creates a watch that does not invoke the method before it is started.
	 * @param beanName the name of the bean
	 * @param method the annotated method
	 * @param bean supplies the bean, called for each invocation
	 * @param service the watched service
	 * @param executor runs the invocations
	 * @throws InvalidZkMethodException if a parameter has an unsupported type
	 */
	ServiceWatchMethod(String beanName, Method method, Supplier<Object> bean, CachedService service,
			Executor executor) {
		this.beanName = beanName;
		this.method = method;
		this.bean = bean;
		this.service = service;
		this.task = new SerialTask(executor, this::deliver);
		this.listener = this.task::signal;
		validate();
	}

	private void validate() {
		for (int index = 0; index < this.method.getParameterCount(); index++) {
			ResolvableType type = ResolvableType.forMethodParameter(this.method, index);
			if (type.resolve() != ServiceEvent.class && !isInstances(type)) {
				throw new InvalidZkMethodException(this.beanName, this.method,
						"a parameter of type %s is not supported".formatted(type),
						"Use parameters of type List<ServiceInstance> and ServiceEvent, in any order and number.");
			}
		}
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
		List<ServiceInstance> before = this.last;
		this.last = now.all();
		ServiceEvent event = ServiceEvent.between(this.service.service(), (before != null) ? before : List.of(),
				now.all());
		if (before == null || !event.isEmpty()) {
			try {
				invoke(event);
			}
			catch (Throwable ex) {
				logger.error("A service watch failed: " + this, ex);
			}
			finally {
				this.invoked.countDown();
			}
		}
	}

	private void invoke(ServiceEvent event) throws Throwable {
		Object target = this.bean.get();
		Method invocable = AnnotatedBeans.invocable(this.beanName, this.method, target.getClass());
		ReflectionUtils.makeAccessible(invocable);
		Object[] arguments = Arrays.stream(invocable.getParameterTypes())
			.map((type) -> (type == ServiceEvent.class) ? event : event.instances())
			.toArray();
		try {
			invocable.invoke(target, arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

	@Override
	public String toString() {
		return "bean '%s', method '%s'".formatted(this.beanName, this.method.getName());
	}

}
