package io.github.zkspring.watch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;

import io.github.zkspring.client.support.ZkPhases;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;
import org.springframework.util.Assert;

/**
 * Starts the watches behind the client and ends them before it. The start returns when
 * every watch has delivered its first state, or when the time for that is over: then the
 * application starts all the same, and a line names the watches that still wait. A
 * context that is stopped and started again goes on with the same watches.
 */
public class WatchRegistry implements ZkWatchRegistry, SmartLifecycle, DisposableBean {

	private static final Log logger = LogFactory.getLog(WatchRegistry.class);

	private static final Duration DRAIN = Duration.ofSeconds(2);

	private static final int NAMED = 20;

	private final ConcurrentMap<String, AbstractWatch<?>> watches = new ConcurrentHashMap<>();

	private final Duration initialSync;

	private final Consumer<Runnable> together;

	private volatile boolean running;

	private boolean closed;

	/**
	 * Create a registry.
	 * @param initialSync how long the start waits for the first calls, zero for not at
	 * all
	 * @param together runs what opens many watches, so that their first reads go together
	 */
	public WatchRegistry(Duration initialSync, Consumer<Runnable> together) {
		this.initialSync = initialSync;
		this.together = together;
	}

	/**
	 * Add a watch: it is opened at once, or with the start.
	 * @param watch the watch
	 * @return whether its id was free
	 */
	boolean add(AbstractWatch<?> watch) {
		if (this.watches.putIfAbsent(watch.id(), watch) != null) {
			return false;
		}
		boolean added = false;
		try {
			openIfRunning(watch);
			added = true;
		}
		finally {
			if (!added) {
				remove(watch);
			}
		}
		return true;
	}

	private synchronized void openIfRunning(AbstractWatch<?> watch) {
		Assert.state(!this.closed, "The application is closed, no watch can be opened any more");
		if (this.running) {
			watch.open();
		}
	}

	void remove(ZkWatch watch) {
		this.watches.remove(watch.id(), watch);
	}

	@Override
	public Optional<ZkWatch> watch(String id) {
		return Optional.ofNullable(this.watches.get(id));
	}

	@Override
	public List<ZkWatch> watches() {
		return all().stream()
			.sorted(Comparator.comparing((AbstractWatch<?> watch) -> watch.id()))
			.<ZkWatch>map((watch) -> watch)
			.toList();
	}

	private List<AbstractWatch<?>> all() {
		return List.copyOf(this.watches.values());
	}

	@Override
	public void start() {
		List<AbstractWatch<?>> opened = new ArrayList<>();
		synchronized (this) {
			this.running = true;
			opened.addAll(all());
			this.together.accept(() -> opened.forEach(AbstractWatch::open));
		}
		if (!this.initialSync.isZero()) {
			awaitFirstCalls(opened);
		}
	}

	private void awaitFirstCalls(List<AbstractWatch<?>> opened) {
		List<String> late = notDone(opened, this.initialSync, AbstractWatch::awaitInitialised);
		if (!late.isEmpty()) {
			logger.warn("After " + this.initialSync.toMillis()
					+ " ms (zk.watch.initial-sync-timeout) these watches have not been called for the first time: "
					+ late);
		}
	}

	@Override
	public void stop() {
		List<AbstractWatch<?>> open;
		synchronized (this) {
			this.running = false;
			open = all();
			open.forEach(AbstractWatch::suspend);
		}
		List<String> late = notDone(open, DRAIN, AbstractWatch::awaitEnd);
		if (!late.isEmpty()) {
			logger.warn("The methods of these watches still run after the watches were stopped: " + late);
		}
	}

	// once the time is over, the rest is asked without waiting
	private static List<String> notDone(List<AbstractWatch<?>> watches, Duration limit, Wait wait) {
		long deadline = System.nanoTime() + limit.toNanos();
		List<String> late = new ArrayList<>();
		try {
			for (AbstractWatch<?> watch : watches) {
				if (!wait.await(watch, deadline)) {
					late.add(watch.id());
				}
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		return late.stream().sorted().limit(NAMED).toList();
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
		all().forEach(AbstractWatch::close);
	}

	/**
	 * Waits for a watch.
	 */
	private interface Wait {

		boolean await(AbstractWatch<?> watch, long deadline) throws InterruptedException;

	}

}
