package io.github.zkspring.discovery;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Consumer;

import io.github.zkspring.client.ZkException;
import io.github.zkspring.client.ZkUnavailableException;
import io.github.zkspring.mirror.ChildrenSnapshot;
import io.github.zkspring.mirror.MirrorListener;
import io.github.zkspring.mirror.MirrorSubscription;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * A value read from the children of a znode. The first caller waits for it; after that
 * the last known value is kept until a newer one is read.
 *
 * @param <V> the type of the value
 */
class CachedChildren<V> implements MirrorListener<ChildrenSnapshot> {

	private static final Log logger = LogFactory.getLog(CachedChildren.class);

	private final String path;

	private final Duration timeout;

	private final BiFunction<ChildrenSnapshot, @Nullable V, V> reader;

	private final Consumer<V> listener;

	private final CountDownLatch answered = new CountDownLatch(1);

	private final long opened = System.nanoTime();

	private @Nullable MirrorSubscription subscription;

	private volatile boolean closed;

	private volatile @Nullable V value;

	private volatile @Nullable Exception problem;

	/** Time of the first failed read, on the monotonic clock; 0 while reads succeed. */
	private volatile long failingSince;

	/**
	 * Creates a cache that reads nothing until it is opened.
	 * @param path the path of the parent znode
	 * @param timeout the maximum time to wait for the first value
	 * @param reader converts the children to a value, given the last value
	 * @param listener receives each value on a thread of ZooKeeper, while a lock is held
	 */
	CachedChildren(String path, Duration timeout, BiFunction<ChildrenSnapshot, @Nullable V, V> reader,
			Consumer<V> listener) {
		this.path = path;
		this.timeout = timeout;
		this.reader = reader;
		this.listener = listener;
	}

	/**
	 * Reads and watches the children. Does nothing after the first call.
	 * @param source subscribes to the children of a path
	 */
	synchronized void open(BiFunction<String, MirrorListener<ChildrenSnapshot>, MirrorSubscription> source) {
		if (this.subscription == null && !this.closed) {
			this.subscription = source.apply(this.path, this);
		}
	}

	synchronized void close() {
		this.closed = true;
		this.answered.countDown();
		if (this.subscription != null) {
			this.subscription.close();
		}
	}

	/**
	 * Returns the last known value, waiting for the first one.
	 * @return the value
	 * @throws ZkException if there is no value within the timeout
	 */
	V get() {
		V known = this.value;
		return (known != null) ? known : awaitFirst();
	}

	@Nullable V peek() {
		return this.value;
	}

	private V awaitFirst() {
		try {
			boolean answer = this.answered.await(this.timeout.toMillis(), TimeUnit.MILLISECONDS);
			V known = this.value;
			if (known != null) {
				return known;
			}
			if (this.closed) {
				throw new ZkException("The application is closing: '%s' is not read".formatted(this.path));
			}
			if (answer) {
				throw new ZkException("'%s' cannot be read".formatted(this.path), this.problem);
			}
			throw new ZkUnavailableException(this.path, this.timeout, null);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new ZkException("Interrupted while waiting for '%s' to be read".formatted(this.path), ex);
		}
	}

	/**
	 * Wait for the first answer, a value or an error.
	 * @param deadline the end of the wait, on the monotonic clock
	 * @return whether there was an answer
	 * @throws InterruptedException if the waiting thread is interrupted
	 */
	boolean awaitAnswer(long deadline) throws InterruptedException {
		return this.answered.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
	}

	/**
	 * Returns the age of the value.
	 * @param disconnectedSince the time of the disconnect on the monotonic clock, or 0
	 * @return the age, zero while the value is current
	 */
	Duration age(long disconnectedSince) {
		if (this.value == null) {
			return since(this.opened);
		}
		if (!isStale()) {
			this.failingSince = 0;
			return Duration.ZERO;
		}
		return since((this.failingSince != 0) ? this.failingSince : disconnectedSince);
	}

	private synchronized boolean isStale() {
		return this.subscription == null || this.subscription.isStale();
	}

	private static Duration since(long begin) {
		return (begin != 0) ? Duration.ofNanos(System.nanoTime() - begin) : Duration.ZERO;
	}

	@Override
	public void changed(ChildrenSnapshot snapshot) {
		V next = this.reader.apply(snapshot, this.value);
		this.value = next;
		this.problem = null;
		this.failingSince = 0;
		this.answered.countDown();
		this.listener.accept(next);
	}

	@Override
	public void failed(String failed, Exception ex) {
		logger.warn("'" + failed + "' cannot be read, the catalog keeps the last known state: " + ex);
		if (this.failingSince == 0) {
			this.failingSince = System.nanoTime();
		}
		if (failed.equals(this.path)) {
			this.problem = ex;
			this.answered.countDown();
		}
	}

}
