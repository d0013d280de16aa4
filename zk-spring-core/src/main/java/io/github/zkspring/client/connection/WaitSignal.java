package io.github.zkspring.client.connection;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.github.zkspring.client.ZkException;
import io.github.zkspring.client.ZkInterruptedException;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;

/**
 * Wakes a waiting thread: when a watch set by its last read fires, when the connection
 * changes, and when the application closes. A signal that precedes the wait is not lost.
 * Closing it removes its watches from the client.
 */
public final class WaitSignal implements Watcher, AutoCloseable {

	private final Semaphore signals = new Semaphore(0);

	private final Set<Watched> watched = ConcurrentHashMap.newKeySet();

	private final Consumer<WaitSignal> closed;

	private volatile boolean ended;

	/**
	 * Creates a signal.
	 * @param closed is called when the signal is closed
	 */
	public WaitSignal(Consumer<WaitSignal> closed) {
		this.closed = closed;
	}

	/**
	 * Waits for a signal.
	 * @param path the znode, for messages
	 * @param deadline the end of the wait
	 * @return {@code true} if there was a signal, {@code false} at the deadline
	 * @throws ZkInterruptedException when the thread is interrupted
	 * @throws ZkException when the application closes
	 */
	public boolean await(String path, Deadline deadline) {
		try {
			boolean signalled = this.signals.tryAcquire(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
			this.signals.drainPermits();
			if (this.ended) {
				throw new ZkException("The application is closing: the wait for '%s' was cancelled".formatted(path));
			}
			return signalled;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new ZkInterruptedException(path, ex);
		}
	}

	@Override
	public void process(WatchedEvent event) {
		signal();
	}

	/**
	 * Wakes the waiting thread.
	 */
	public void signal() {
		this.signals.release();
	}

	/**
	 * Ends the wait with an exception because the application closes.
	 */
	public void end() {
		this.ended = true;
		signal();
	}

	void watching(ZkHandle handle, WatcherType type, String serverPath) {
		this.watched.add(new Watched(handle, type, serverPath));
	}

	@Override
	public void close() {
		this.closed.accept(this);
		this.watched.forEach(this::remove);
	}

	// also without a connection: the client would set the watch again when it reconnects
	private void remove(Watched watch) {
		if (watch.handle().isAlive()) {
			watch.handle()
				.requests()
				.removeWatches(watch.serverPath(), this, watch.type(), true, (rc, path, context) -> {
				});
		}
	}

	/**
	 * A watch that may be set.
	 *
	 * @param handle the session that has set it
	 * @param type its kind
	 * @param serverPath its server-side path
	 */
	private record Watched(ZkHandle handle, WatcherType type, String serverPath) {

	}

}
