package io.github.zkspring.recipe;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.zkspring.client.ZkException;
import io.github.zkspring.client.connection.Codes;
import io.github.zkspring.client.connection.WaitSignal;
import io.github.zkspring.client.connection.ZkConnection;
import io.github.zkspring.client.support.ZkThreads;
import io.github.zkspring.contender.Contender;
import io.github.zkspring.contender.ContenderRegistration;
import io.github.zkspring.contender.Contenders;
import io.github.zkspring.contender.Grant;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.zookeeper.KeeperException;
import org.jspecify.annotations.Nullable;

/**
 * The semaphore permits of this application, held and awaited.
 */
class SemaphorePermits {

	private static final Log logger = LogFactory.getLog(SemaphorePermits.class);

	private final Contenders contenders;

	private final ZkConnection connection;

	private final String id;

	private final ExecutorService executor = Executors.newCachedThreadPool(ZkThreads.numbered("zk-recipe-"));

	private final Set<QueuedPermit> permits = ConcurrentHashMap.newKeySet();

	SemaphorePermits(Contenders contenders, ZkConnection connection, String id) {
		this.contenders = contenders;
		this.connection = connection;
		this.id = id;
	}

	/**
	 * Returns the id of this instance.
	 * @return the id
	 */
	String id() {
		return this.id;
	}

	/**
	 * Joins a queue.
	 * @param registration describes the contender
	 * @param signal wakes the waiting thread
	 * @return the permit, not necessarily granted yet
	 */
	QueuedPermit join(ContenderRegistration registration, WaitSignal signal) {
		QueuedPermit permit = new QueuedPermit(signal);
		this.permits.add(permit);
		permit.contender = this.contenders.join(registration, permit);
		return permit;
	}

	/**
	 * Releases all permits.
	 * @return completes when no znode is left
	 */
	CompletableFuture<Void> releaseAll() {
		return CompletableFuture
			.allOf(this.permits.stream().map(QueuedPermit::release).toArray(CompletableFuture[]::new));
	}

	void close() {
		this.executor.shutdownNow();
	}

	/**
	 * A permit that is awaited, held, and then lost or released: a contender in the queue
	 * of the semaphore.
	 */
	final class QueuedPermit implements ZkPermit, Contender.Listener {

		private final WaitSignal signal;

		private final CompletableFuture<Void> lost = new CompletableFuture<>();

		private final AtomicBoolean closed = new AtomicBoolean();

		private volatile @Nullable Contender contender;

		private volatile @Nullable Grant grant;

		private volatile boolean queued;

		private volatile @Nullable ZkException refusal;

		private QueuedPermit(WaitSignal signal) {
			this.signal = signal;
		}

		boolean isGranted() {
			return this.grant != null;
		}

		/**
		 * Returns whether the contender has a position in the queue.
		 * @return {@code true} after the queue was read
		 */
		boolean isQueued() {
			return this.queued;
		}

		@Nullable ZkException refusal() {
			return this.refusal;
		}

		private CompletableFuture<Void> release() {
			this.closed.set(true);
			SemaphorePermits.this.permits.remove(this);
			Contender joined = this.contender;
			return (joined != null) ? joined.withdraw() : CompletableFuture.completedFuture(null);
		}

		@Override
		public boolean isHeld() {
			Contender joined = this.contender;
			Grant held = this.grant;
			return !this.closed.get() && joined != null && held != null && joined.grant() == held
					&& SemaphorePermits.this.connection.isCertain(held.sessionId());
		}

		@Override
		public CompletableFuture<Void> lost() {
			return this.lost.copy();
		}

		@Override
		public void close() {
			if (!this.closed.get()) {
				SemaphorePermits.this.contenders.awaitWithdrawal(release());
			}
		}

		@Override
		public void queued(List<String> ahead) {
			this.queued = true;
			this.signal.signal();
		}

		@Override
		public void granted(Grant granted) {
			this.grant = granted;
			this.signal.signal();
		}

		@Override
		public void revoked(Grant ended) {
			SemaphorePermits.this.permits.remove(this);
			if (!this.closed.get()) {
				try {
					SemaphorePermits.this.executor.execute(() -> this.lost.complete(null));
				}
				catch (RejectedExecutionException ex) {
					logger.debug("The application was closed before it was notified of the loss of a permit", ex);
				}
			}
		}

		@Override
		public void failed(KeeperException ex) {
			this.refusal = Codes.refusal(ex, String.valueOf(ex.getPath()), "create children of");
			this.signal.signal();
		}

		@Override
		public void unproven(ZkException ex) {
			this.refusal = ex;
			this.signal.signal();
		}

	}

}
