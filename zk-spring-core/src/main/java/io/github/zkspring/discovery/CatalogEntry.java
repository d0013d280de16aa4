package io.github.zkspring.discovery;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.zkspring.client.ZkException;
import io.github.zkspring.client.ZkUnavailableException;
import io.github.zkspring.mirror.ChildrenSnapshot;
import io.github.zkspring.mirror.MirrorListener;
import io.github.zkspring.mirror.MirrorSubscription;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Something the catalog keeps in memory. It is read when it is first asked for; after
 * that the last value stays until there is a newer one.
 *
 * @param <V> the kind of value
 */
abstract class CatalogEntry<V> implements MirrorListener<ChildrenSnapshot> {

	private static final Log logger = LogFactory.getLog(CatalogEntry.class);

	private final String path;

	private final Duration timeout;

	private final CountDownLatch answered = new CountDownLatch(1);

	private final long opened = System.nanoTime();

	private @Nullable MirrorSubscription subscription;

	private boolean closed;

	private volatile @Nullable V value;

	private volatile @Nullable Exception problem;

	/** Since when reads fail, on the monotonic clock; 0 while they do not. */
	private volatile long failing;

	CatalogEntry(String path, Duration timeout) {
		this.path = path;
		this.timeout = timeout;
	}

	/**
	 * Read what there is, and follow it from then on. Only the first call counts.
	 * @param source opens the subscription
	 */
	synchronized void open(Source source) {
		if (this.subscription == null && !this.closed) {
			this.subscription = source.subscribe(this.path, this);
		}
	}

	synchronized void close() {
		this.closed = true;
		if (this.subscription != null) {
			this.subscription.close();
		}
	}

	/**
	 * The last known value. The first caller waits for it.
	 * @return the value
	 */
	V get() {
		V known = this.value;
		return (known != null) ? known : first();
	}

	@Nullable V peek() {
		return this.value;
	}

	private V first() {
		try {
			boolean answer = this.answered.await(this.timeout.toMillis(), TimeUnit.MILLISECONDS);
			V known = this.value;
			if (known != null) {
				return known;
			}
			if (answer) {
				throw new ZkException("'%s' cannot be read".formatted(this.path), this.problem);
			}
			throw new ZkUnavailableException(this.path, this.timeout, null);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new ZkException("Interrupted while '%s' was read".formatted(this.path), ex);
		}
	}

	/**
	 * Wait for the first answer, whatever it is.
	 * @param deadline the end of the wait, on the monotonic clock
	 * @return whether it is there
	 * @throws InterruptedException when the waiting thread is interrupted
	 */
	boolean awaitAnswer(long deadline) throws InterruptedException {
		return this.answered.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
	}

	/**
	 * How old the value may be.
	 * @param disconnected since when the ensemble is away, on the monotonic clock; 0 for
	 * not at all
	 * @return the age, zero while it is up to date
	 */
	Duration age(long disconnected) {
		if (this.value == null) {
			return since(this.opened);
		}
		if (!isStale()) {
			this.failing = 0;
			return Duration.ZERO;
		}
		return since((this.failing != 0) ? this.failing : disconnected);
	}

	private synchronized boolean isStale() {
		return this.subscription == null || this.subscription.isStale();
	}

	private static Duration since(long begin) {
		return (begin != 0) ? Duration.ofNanos(System.nanoTime() - begin) : Duration.ZERO;
	}

	@Override
	public void changed(ChildrenSnapshot snapshot) {
		this.value = read(snapshot, this.value);
		this.problem = null;
		this.failing = 0;
		this.answered.countDown();
		changed();
	}

	/**
	 * Make a value of what was read.
	 * @param snapshot what was read
	 * @param last the last value
	 * @return the next value
	 */
	abstract V read(ChildrenSnapshot snapshot, @Nullable V last);

	/**
	 * There is a new value. Called on a thread of ZooKeeper, under a lock.
	 */
	abstract void changed();

	@Override
	public void failed(String failed, Exception ex) {
		logger.warn("'" + failed + "' cannot be read, the catalog keeps what it knows: " + ex);
		if (this.failing == 0) {
			this.failing = System.nanoTime();
		}
		if (failed.equals(this.path)) {
			this.problem = ex;
			this.answered.countDown();
		}
	}

	/**
	 * Where values come from.
	 */
	@FunctionalInterface
	interface Source {

		MirrorSubscription subscribe(String path, MirrorListener<ChildrenSnapshot> listener);

	}

}
