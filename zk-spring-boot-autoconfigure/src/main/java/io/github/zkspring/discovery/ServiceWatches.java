package io.github.zkspring.discovery;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.github.zkspring.client.SerialTask;
import io.github.zkspring.client.ZkPhases;
import io.github.zkspring.client.ZkThreads;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;

/**
 * The methods with {@link ZkServiceWatch}. Each has at most one call under way and one
 * that waits, so there are at most as many threads as methods.
 */
public class ServiceWatches implements SmartLifecycle, DisposableBean {

	private static final Log logger = LogFactory.getLog(ServiceWatches.class);

	private final MirrorServiceCatalog catalog;

	private final ExecutorService executor = Executors.newCachedThreadPool(ZkThreads.numbered("zk-service-"));

	private final List<Delivery> deliveries = new ArrayList<>();

	private boolean opened;

	private volatile boolean running;

	/**
	 * Create watches, without methods yet.
	 * @param catalog knows the instances
	 */
	public ServiceWatches(MirrorServiceCatalog catalog) {
		this.catalog = catalog;
	}

	void add(ServiceWatchMethod method) {
		this.deliveries.add(new Delivery(method, this.catalog.entry(method.service())));
	}

	@Override
	public void start() {
		this.running = true;
		if (!this.opened) {
			this.opened = true;
			this.deliveries.forEach(Delivery::open);
		}
		this.deliveries.forEach((delivery) -> delivery.task.signal());
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
		return ZkPhases.WATCHES;
	}

	@Override
	public void destroy() {
		this.deliveries.forEach((delivery) -> delivery.task.close());
		this.executor.shutdownNow();
	}

	/**
	 * The calls of one method.
	 */
	private final class Delivery {

		private final ServiceWatchMethod method;

		private final ServiceEntry entry;

		private final SerialTask task;

		private @Nullable List<ServiceInstance> last;

		private Delivery(ServiceWatchMethod method, ServiceEntry entry) {
			this.method = method;
			this.entry = entry;
			this.task = new SerialTask(ServiceWatches.this.executor, this::deliver);
		}

		private void open() {
			this.entry.addListener(this.task::signal);
		}

		private void deliver() {
			ServiceInstances now = this.entry.peek();
			if (now == null || !ServiceWatches.this.running) {
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
		}

	}

}
