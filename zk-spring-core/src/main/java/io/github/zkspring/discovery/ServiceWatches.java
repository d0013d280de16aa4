package io.github.zkspring.discovery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.github.zkspring.client.support.ZkPhases;
import io.github.zkspring.client.support.ZkThreads;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;

/**
 * The methods with {@link ZkServiceWatch}. Each has at most one call under way and one
 * that waits, so there are at most as many threads as methods.
 */
public class ServiceWatches implements SmartLifecycle, DisposableBean {

	private static final Log logger = LogFactory.getLog(ServiceWatches.class);

	private static final Duration DRAIN = Duration.ofSeconds(2);

	private final MirrorServiceCatalog catalog;

	private final Duration initialSync;

	private final ExecutorService executor = Executors.newCachedThreadPool(ZkThreads.numbered("zk-service-"));

	private final List<ServiceDelivery> deliveries = new ArrayList<>();

	private boolean opened;

	private volatile boolean running;

	/**
	 * Create watches, without methods yet.
	 * @param catalog knows the instances
	 * @param initialSync how long the start waits for the first calls, zero for not at
	 * all
	 */
	public ServiceWatches(MirrorServiceCatalog catalog, Duration initialSync) {
		this.catalog = catalog;
		this.initialSync = initialSync;
	}

	void add(ServiceWatchMethod method) {
		this.deliveries.add(new ServiceDelivery(method, this.catalog.entry(method.service()), this.executor));
	}

	@Override
	public void start() {
		this.running = true;
		if (!this.opened) {
			this.opened = true;
			this.deliveries.forEach(ServiceDelivery::open);
		}
		this.deliveries.forEach(ServiceDelivery::start);
		if (!this.initialSync.isZero()) {
			warn(notDone(this.initialSync, ServiceDelivery::awaitFirst),
					"After %d ms (zk.watch.initial-sync-timeout) these methods have not been called for the first time: "
						.formatted(this.initialSync.toMillis()));
		}
	}

	@Override
	public void stop() {
		this.running = false;
		this.deliveries.forEach(ServiceDelivery::stop);
		warn(notDone(DRAIN, ServiceDelivery::awaitEnd), "These methods still run after service watches were stopped: ");
	}

	// once the time is over, the rest is asked without waiting
	private List<ServiceDelivery> notDone(Duration limit, Wait wait) {
		long deadline = System.nanoTime() + limit.toNanos();
		List<ServiceDelivery> late = new ArrayList<>();
		try {
			for (ServiceDelivery delivery : this.deliveries) {
				if (!wait.await(delivery, deadline)) {
					late.add(delivery);
				}
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		return late;
	}

	private static void warn(List<ServiceDelivery> late, String message) {
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
		this.deliveries.forEach(ServiceDelivery::close);
		this.executor.shutdownNow();
	}

	/**
	 * Waits for something about one method.
	 */
	private interface Wait {

		boolean await(ServiceDelivery delivery, long deadline) throws InterruptedException;

	}

}
