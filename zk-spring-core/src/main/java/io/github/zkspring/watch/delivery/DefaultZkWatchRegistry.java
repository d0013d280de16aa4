package io.github.zkspring.watch.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;

import io.github.zkspring.client.support.InterruptOnShutdown;
import io.github.zkspring.client.support.ZkPhases;
import io.github.zkspring.watch.ZkWatch;
import io.github.zkspring.watch.ZkWatchRegistry;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;
import org.springframework.util.Assert;

/**
 * Starts the watches of a context after the client and stops them before it. Lists the
 * watches of the other contexts of the hierarchy as well. The start returns when each
 * watch has delivered its first state, or after a time limit: then the application starts
 * and a log message names the watches that are still waiting. A context that is stopped
 * and started again continues with the same watches.
 * <p>
 * Internal, not part of the API for applications.
 */
public class DefaultZkWatchRegistry implements ZkWatchRegistry, SmartLifecycle, DisposableBean {

	private static final Log logger = LogFactory.getLog(DefaultZkWatchRegistry.class);

	private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(2);

	private static final int MAX_LOGGED_IDS = 20;

	private final ConcurrentMap<String, DefaultZkWatch<?, ?>> watches = new ConcurrentHashMap<>();

	private final SharedWatches shared;

	private final Duration initialSyncTimeout;

	private final Consumer<Runnable> batch;

	private volatile boolean running;

	private boolean closed;

	/**
	 * Creates a registry.
	 * @param shared lists the watches of all contexts
	 * @param initialSyncTimeout how long the start waits for the first deliveries, zero
	 * not to wait
	 * @param batch runs code that starts several watches, so that their first reads are
	 * sent together
	 */
	public DefaultZkWatchRegistry(SharedWatches shared, Duration initialSyncTimeout, Consumer<Runnable> batch) {
		this.shared = shared;
		this.initialSyncTimeout = initialSyncTimeout;
		this.batch = batch;
		shared.add(this.watches);
	}

	/**
	 * Adds a watch that remains listed after it is closed. It is started at once, or with
	 * the registry.
	 * @param watch the watch
	 * @return {@code false} if its id is in use
	 */
	public boolean add(DefaultZkWatch<?, ?> watch) {
		if (this.watches.putIfAbsent(watch.id(), watch) != null) {
			return false;
		}
		try {
			startIfRunning(watch);
			return true;
		}
		catch (RuntimeException ex) {
			remove(watch);
			throw ex;
		}
	}

	/**
	 * Adds a watch that is listed until it is closed.
	 * @param watch the watch
	 * @return {@code false} if its id is in use
	 */
	boolean addUntilClosed(DefaultZkWatch<?, ?> watch) {
		watch.onClose(this::remove);
		return add(watch);
	}

	private synchronized void startIfRunning(DefaultZkWatch<?, ?> watch) {
		Assert.state(!this.closed, "The application context is closed: no watch can be opened");
		if (this.running) {
			watch.start();
		}
	}

	private void remove(ZkWatch watch) {
		this.watches.remove(watch.id(), watch);
	}

	@Override
	public Optional<ZkWatch> watch(String id) {
		ZkWatch own = this.watches.get(id);
		return (own != null) ? Optional.of(own) : this.shared.find(id);
	}

	@Override
	public List<ZkWatch> watches() {
		return this.shared.all();
	}

	@Override
	public void start() {
		List<DefaultZkWatch<?, ?>> started;
		synchronized (this) {
			this.running = true;
			started = List.copyOf(this.watches.values());
			this.batch.accept(() -> started.forEach(DefaultZkWatch::start));
		}
		if (this.initialSyncTimeout.isZero()) {
			return;
		}
		List<String> late = awaitInitialised(started);
		if (!late.isEmpty()) {
			logger.warn("After " + this.initialSyncTimeout.toMillis()
					+ " ms (zk.watch.initial-sync-timeout) these watches have not been called for the first time: "
					+ late);
		}
	}

	private List<String> awaitInitialised(List<DefaultZkWatch<?, ?>> started) {
		try (InterruptOnShutdown interrupt = new InterruptOnShutdown()) {
			return await(started, this.initialSyncTimeout, DeliveryTask::awaitInitialised);
		}
	}

	@Override
	public void stop() {
		List<DefaultZkWatch<?, ?>> stopped;
		synchronized (this) {
			this.running = false;
			stopped = List.copyOf(this.watches.values());
			stopped.forEach(DefaultZkWatch::stop);
		}
		List<String> late = await(stopped, DRAIN_TIMEOUT, DeliveryTask::awaitEnd);
		if (!late.isEmpty()) {
			logger.warn("The methods of these watches still run after the watches were stopped: " + late);
		}
	}

	// after the deadline, the remaining watches are checked without waiting
	private static List<String> await(List<DefaultZkWatch<?, ?>> watches, Duration limit, Wait wait) {
		long deadline = System.nanoTime() + limit.toNanos();
		List<String> late = new ArrayList<>();
		try {
			for (DefaultZkWatch<?, ?> watch : watches) {
				if (!wait.await(watch.task(), deadline)) {
					late.add(watch.id());
				}
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		return late.stream().sorted().limit(MAX_LOGGED_IDS).toList();
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
		synchronized (this) {
			this.closed = true;
		}
		List.copyOf(this.watches.values()).forEach(DefaultZkWatch::close);
		this.shared.remove(this.watches);
	}

	/**
	 * Waits for the task of a watch until a deadline.
	 */
	private interface Wait {

		boolean await(DeliveryTask task, long deadline) throws InterruptedException;

	}

}
