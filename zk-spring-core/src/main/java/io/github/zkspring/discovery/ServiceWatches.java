package io.github.zkspring.discovery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.github.zkspring.annotation.BeanMethod;
import io.github.zkspring.annotation.BeanMethodInvoker;
import io.github.zkspring.client.support.InterruptOnShutdown;
import io.github.zkspring.client.support.ZkPhases;
import io.github.zkspring.client.support.ZkThreads;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;

/**
 * The methods with {@link ZkServiceWatch}. Each method occupies at most one thread and at
 * most one place in the queue of the executor.
 */
public class ServiceWatches implements SmartLifecycle, DisposableBean {

	private static final Log logger = LogFactory.getLog(ServiceWatches.class);

	private static final Duration DRAIN = Duration.ofSeconds(2);

	private final MirrorServiceCatalog catalog;

	private final Duration initialSync;

	private final ExecutorService executor = Executors.newCachedThreadPool(ZkThreads.numbered("zk-service-"));

	private final List<ServiceWatchMethod> methods = new ArrayList<>();

	private boolean opened;

	private volatile boolean running;

	/**
	 * Creates the watches, initially without methods.
	 * @param catalog provides the instances
	 * @param initialSync the maximum time the start waits for the first invocations, or
	 * zero not to wait
	 */
	public ServiceWatches(MirrorServiceCatalog catalog, Duration initialSync) {
		this.catalog = catalog;
		this.initialSync = initialSync;
	}

	void add(String service, BeanMethod method, BeanMethodInvoker invoker) {
		this.methods.add(new ServiceWatchMethod(method, invoker, this.catalog.service(service), this.executor));
	}

	@Override
	public void start() {
		this.running = true;
		if (!this.opened) {
			this.opened = true;
			this.methods.forEach(ServiceWatchMethod::open);
		}
		this.methods.forEach(ServiceWatchMethod::start);
		if (!this.initialSync.isZero()) {
			warn(notInvoked(),
					"The first invocation of these methods has not ended within %d ms (zk.watch.initial-sync-timeout): "
						.formatted(this.initialSync.toMillis()));
		}
	}

	@Override
	public void stop() {
		this.running = false;
		this.methods.forEach(ServiceWatchMethod::stop);
		warn(notDone(DRAIN, ServiceWatchMethod::awaitEnd),
				"These methods still run after the service watches were stopped: ");
	}

	// after the deadline the remaining methods are checked without waiting
	private List<ServiceWatchMethod> notInvoked() {
		try (InterruptOnShutdown interrupt = new InterruptOnShutdown()) {
			return notDone(this.initialSync, ServiceWatchMethod::awaitFirst);
		}
	}

	private List<ServiceWatchMethod> notDone(Duration limit, Wait wait) {
		long deadline = System.nanoTime() + limit.toNanos();
		List<ServiceWatchMethod> late = new ArrayList<>();
		try {
			for (ServiceWatchMethod method : this.methods) {
				if (!wait.await(method, deadline)) {
					late.add(method);
				}
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		return late;
	}

	private static void warn(List<ServiceWatchMethod> late, String message) {
		if (!late.isEmpty()) {
			logger.warn(message + late);
		}
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return ZkPhases.WATCHES;
	}

	@Override
	public void destroy() {
		this.methods.forEach(ServiceWatchMethod::close);
		this.executor.shutdownNow();
	}

	/**
	 * Waits for a condition of a method.
	 */
	private interface Wait {

		boolean await(ServiceWatchMethod method, long deadline) throws InterruptedException;

	}

}
