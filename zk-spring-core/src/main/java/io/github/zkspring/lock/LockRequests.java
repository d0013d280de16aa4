package io.github.zkspring.lock;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import io.github.zkspring.client.ZkPaths;
import io.github.zkspring.guard.InvocationStack;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.zookeeper.KeeperException;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ConcurrentLruCache;

/**
 * The requests of this application that wait, hold a lock, or still have a znode.
 */
class LockRequests {

	private static final Log logger = LogFactory.getLog(LockRequests.class);

	private static final int REMEMBERED = 256;

	private static final Duration LEAVE = Duration.ofSeconds(2);

	private static final Duration FOREVER = Duration.ofDays(36500);

	private final LockSettings settings;

	private final LockContext context;

	private final Executor executor;

	/** Paths by names: most applications lock the same few again and again. */
	private final ConcurrentLruCache<String, String> queues = new ConcurrentLruCache<>(REMEMBERED, this::validQueue);

	private final Set<LockRequest> open = ConcurrentHashMap.newKeySet();

	private volatile boolean closing;

	/**
	 * Create the requests, none yet.
	 * @param settings how this instance locks
	 * @param context what locks stand on
	 * @param executor interrupts what runs under a lost lock
	 */
	LockRequests(LockSettings settings, LockContext context, Executor executor) {
		this.settings = settings;
		this.context = context;
		this.executor = executor;
	}

	String queue(String name) {
		return this.queues.get(name);
	}

	private String validQueue(String name) {
		return ZkPaths.join(this.settings.basePath(), LockNames.validate(name));
	}

	/**
	 * Acquire a lock from the servers.
	 * @param name the name of the lock
	 * @param options mode and deadline
	 * @return the lock, empty when others have had it all the time
	 * @throws LockNotAcquiredException when it is not known whether others have it
	 */
	Optional<LockTenure> acquire(String name, LockOptions options) {
		String queue = queue(name);
		long begin = System.nanoTime();
		Duration wait = options.waitOr(this.settings.waitFor());
		Duration limit = wait.isZero() ? this.context.connection().sessionTimeout() : wait;
		long end = begin + ((limit.compareTo(FOREVER) < 0) ? limit : FOREVER).toNanos();
		try {
			while (true) {
				LockRequest request = new LockRequest(name, options.mode(), queue, this.context, this::lost);
				send(request, wait.isZero());
				Optional<LockTenure> tenure = request.await(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
				if (tenure.isPresent() && !tenure.get().isHeld()) {
					tenure.get().handle().close();
				}
				else if (tenure.isPresent() || (request.isTaken() && !this.closing)) {
					return tenure;
				}
				else {
					throw failure(name, begin, reason(request), request.refusal());
				}
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw failure(name, begin, "the waiting thread was interrupted", ex);
		}
	}

	// known before it is sent: a stop then sees it, or is seen
	private void send(LockRequest request, boolean once) {
		this.open.add(request);
		request.gone().thenRun(() -> this.open.remove(request));
		request.send(this.settings.id(), once);
		if (this.closing) {
			request.giveUp();
		}
	}

	/**
	 * Describe why a lock was not acquired.
	 * @param name the name of the lock
	 * @param begin since when it was waited for
	 * @param reason why
	 * @param cause the refusal or interrupt
	 * @return the exception
	 */
	static LockNotAcquiredException failure(String name, long begin, String reason, @Nullable Throwable cause) {
		return new LockNotAcquiredException(name, Duration.ofNanos(System.nanoTime() - begin), reason, cause);
	}

	private String reason(LockRequest request) {
		KeeperException refusal = request.refusal();
		if (this.closing) {
			return "the application is closing";
		}
		return (refusal != null) ? "the servers refuse: " + refusal.getMessage() : "no server has answered in time";
	}

	private void lost(LockTenure tenure) {
		logger.warn("The lock '" + tenure.name() + "' is lost while it is held: its session or znode has ended");
		interrupt(tenure);
	}

	private void interrupt(LockTenure tenure) {
		if (InvocationStack.isAnythingRunning(tenure)) {
			this.executor.execute(() -> InvocationStack.interruptAll(tenure));
		}
	}

	/**
	 * The locks that may be relied on now.
	 * @return the locks, in no order
	 */
	List<LockTenure> held() {
		return this.open.stream().flatMap((request) -> request.tenure().stream()).filter(LockTenure::isHeld).toList();
	}

	void start() {
		this.closing = false;
	}

	/**
	 * Let nobody acquire a lock any more, wait for those that are held, for as long as
	 * the settings say, and take them away then. Nothing is left on the server.
	 */
	void stop() {
		this.closing = true;
		List<LockRequest> left = List.copyOf(this.open);
		left.forEach(LockRequest::giveUp);
		List<LockTenure> held = left.stream().flatMap((request) -> request.tenure().stream()).toList();
		if (!await(held.stream().map(LockTenure::ended), this.settings.drainTimeout())) {
			held.stream().filter(LockTenure::lose).forEach((tenure) -> {
				logger.warn("The lock '" + tenure.name() + "' is taken away: the application is closing");
				interrupt(tenure);
			});
		}
		if (this.context.connection().handle() != null && !await(left.stream().map(LockRequest::gone), LEAVE)) {
			logger.warn("Locks were not released in time: others wait until the session ends");
		}
	}

	private static boolean await(Stream<CompletableFuture<Void>> futures, Duration limit) {
		try {
			CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new))
				.get(limit.toNanos(), TimeUnit.NANOSECONDS);
			return true;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
		catch (ExecutionException | TimeoutException ex) {
			return false;
		}
	}

}
