package io.github.zkspring.watch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.zkspring.client.ZkPhases;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.context.SmartLifecycle;

/**
 * Starts the watches behind the client and ends them before it. The start returns when
 * every method has seen its first state, or when the time for that is over: then the
 * application starts all the same, and a line names the watches that still wait.
 */
public class MethodWatchRegistry implements ZkWatchRegistry, SmartLifecycle {

	private static final Log logger = LogFactory.getLog(MethodWatchRegistry.class);

	private static final Duration DRAIN = Duration.ofSeconds(2);

	private final SortedMap<String, WatchFactory.PreparedWatch> watches = new TreeMap<>();

	private final Duration initialSync;

	private volatile boolean running;

	/**
	 * Create a registry.
	 * @param initialSync how long the start waits for the first calls, zero for not at
	 * all
	 */
	public MethodWatchRegistry(Duration initialSync) {
		this.initialSync = initialSync;
	}

	/**
	 * Add a watch, to be started with the context.
	 * @param prepared the watch
	 * @return whether its id was free
	 */
	synchronized boolean add(WatchFactory.PreparedWatch prepared) {
		return this.watches.putIfAbsent(prepared.watch().id(), prepared) == null;
	}

	@Override
	public synchronized Optional<ZkWatch> watch(String id) {
		return Optional.ofNullable(this.watches.get(id)).map(WatchFactory.PreparedWatch::watch);
	}

	@Override
	public synchronized List<ZkWatch> watches() {
		return this.watches.values().stream().<ZkWatch>map(WatchFactory.PreparedWatch::watch).toList();
	}

	@Override
	public void start() {
		List<WatchFactory.PreparedWatch> all = all();
		all.forEach((prepared) -> prepared.opening().run());
		this.running = true;
		if (!this.initialSync.isZero()) {
			awaitFirstCalls(all.stream().<MethodWatch<?, ?>>map(WatchFactory.PreparedWatch::watch).toList());
		}
	}

	private void awaitFirstCalls(List<MethodWatch<?, ?>> opened) {
		try {
			CompletableFuture.allOf(opened.stream().map(MethodWatch::initialised).toArray(CompletableFuture[]::new))
				.get(this.initialSync.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException | ExecutionException ex) {
			logger.warn("After " + this.initialSync.toMillis()
					+ " ms (zk.watch.initial-sync-timeout) these watches have not been called for the first time: "
					+ opened.stream().filter((watch) -> !watch.initialised().isDone()).map(ZkWatch::id).toList());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void stop() {
		this.running = false;
		List<MethodWatch<?, ?>> open = new ArrayList<>();
		all().forEach((prepared) -> open.add(prepared.watch()));
		open.forEach(MethodWatch::close);
		long deadline = System.nanoTime() + DRAIN.toNanos();
		for (MethodWatch<?, ?> watch : open) {
			awaitEnd(watch, deadline);
		}
	}

	private void awaitEnd(MethodWatch<?, ?> watch, long deadline) {
		try {
			if (!watch.awaitEnd(deadline)) {
				logger.warn("The method of watch '" + watch.id() + "' still runs after the watches were stopped");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private synchronized List<WatchFactory.PreparedWatch> all() {
		return List.copyOf(this.watches.values());
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return ZkPhases.WATCHES;
	}

}
