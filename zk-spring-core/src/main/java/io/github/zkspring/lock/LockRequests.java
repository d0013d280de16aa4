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

import io.github.zkspring.client.connection.Deadline;
import io.github.zkspring.client.connection.ZkConnection;
import io.github.zkspring.client.support.ZkEventLoop;
import io.github.zkspring.contender.Contenders;
import io.github.zkspring.guard.InvocationStack;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.zookeeper.KeeperException;
import org.jspecify.annotations.Nullable;

/**
 * The open lock requests of this application: those that wait, hold a lock, or still have
 * a znode.
 */
class LockRequests {

	private static final Log logger = LogFactory.getLog(LockRequests.class);

	private static final Duration REMOVAL_TIMEOUT = Duration.ofSeconds(2);

	private final LockSettings settings;

	private final ZkConnection connection;

	private final Contenders contenders;

	private final ZkEventLoop loop;

	private final Executor executor;

	private final Set<LockRequest> open = ConcurrentHashMap.newKeySet();

	private volatile boolean closing;

	/**
	 * Create the registry of requests.
	 * @param settings the settings of the locks
	 * @param connection the connection to the ensemble
	 * @param contenders the contenders of this application
	 * @param loop the event loop of the contenders
	 * @param executor interrupts invocations under a lost lock
	 */
	LockRequests(LockSettings settings, ZkConnection connection, Contenders contenders, ZkEventLoop loop,
			Executor executor) {
		this.settings = settings;
		this.connection = connection;
		this.contenders = contenders;
		this.loop = loop;
		this.executor = executor;
	}

	/**
	 * Acquire a lock from the servers.
	 * @param name the name of the lock
	 * @param queue its path
	 * @param options mode and deadline
	 * @return the lock, empty when other contenders had it all the time
	 * @throws LockNotAcquiredException when it is unknown whether others have it
	 */
	Optional<LockOwnership> acquire(String name, String queue, LockOptions options) {
		long begin = System.nanoTime();
		Duration wait = options.waitOr(this.settings.defaultWait());
		Deadline deadline = Deadline.after(wait.isZero() ? this.connection.sessionTimeout() : wait);
		try {
			while (true) {
				LockRequest request = new LockRequest(name, options.mode(), queue, this.connection, this);
				send(request, wait.isZero());
				Optional<LockOwnership> granted = request.await(deadline.left());
				if (granted.isPresent() && !granted.get().isHeld()) {
					granted.get().reference().close();
				}
				else if (granted.isPresent() || (request.isTaken() && !this.closing)) {
					return granted;
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

	// registered before it is sent: a concurrent stop either cancels it or is seen here
	private void send(LockRequest request, boolean once) {
		this.open.add(request);
		request.removed().thenRun(() -> this.open.remove(request));
		request.send(this.contenders, this.settings.id(), once);
		if (this.closing) {
			request.cancel();
		}
	}

	/**
	 * Describe why a lock was not acquired.
	 * @param name the name of the lock
	 * @param begin the time of the request
	 * @param reason the reason
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
		return (refusal != null) ? "the server refuses the request: " + refusal.getMessage()
				: "no server has answered in time";
	}

	void onEventLoop(Runnable task) {
		this.loop.execute(task);
	}

	void lost(LockOwnership ownership) {
		logger.warn("Lost the lock '" + ownership.name() + "' while it was held: its session or znode has ended");
		interrupt(ownership);
	}

	private void interrupt(LockOwnership ownership) {
		if (InvocationStack.isAnythingRunning(ownership)) {
			this.executor.execute(() -> InvocationStack.interruptAll(ownership));
		}
	}

	/**
	 * Return the locks that are held now.
	 * @return the locks, in no order
	 */
	List<LockOwnership> held() {
		return this.open.stream()
			.flatMap((request) -> request.ownership().stream())
			.filter(LockOwnership::isHeld)
			.toList();
	}

	void start() {
		this.closing = false;
	}

	/**
	 * Cancel waiting requests, await the release of held locks until the drain timeout,
	 * and revoke the others. Leaves no znode on the server.
	 */
	void stop() {
		this.closing = true;
		List<LockRequest> requests = List.copyOf(this.open);
		requests.forEach(LockRequest::cancel);
		List<LockOwnership> held = requests.stream().flatMap((request) -> request.ownership().stream()).toList();
		if (!await(held.stream().map(LockOwnership::ended), this.settings.drainTimeout())) {
			held.stream().filter(LockOwnership::lose).forEach((ownership) -> {
				logger.warn("Revoked the lock '" + ownership.name() + "': the application is closing");
				interrupt(ownership);
			});
		}
		if (this.connection.handle() != null && !await(requests.stream().map(LockRequest::removed), REMOVAL_TIMEOUT)) {
			logger.warn("Locks were not released in time: other contenders wait until the session ends");
		}
	}

	private static boolean await(Stream<CompletableFuture<Void>> futures, Duration timeout) {
		try {
			CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new))
				.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
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
