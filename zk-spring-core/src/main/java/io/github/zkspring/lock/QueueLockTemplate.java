package io.github.zkspring.lock;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import io.github.zkspring.client.ZkPaths;
import io.github.zkspring.client.connection.Deadline;
import io.github.zkspring.client.connection.RequestExecutor;
import io.github.zkspring.client.connection.ZkConnection;
import io.github.zkspring.client.connection.ZnodeOperations;
import io.github.zkspring.client.support.CallObserver;
import io.github.zkspring.client.support.ZkEventLoop;
import io.github.zkspring.client.support.ZkPhases;
import io.github.zkspring.client.support.ZkThreads;
import io.github.zkspring.contender.Contenders;
import io.github.zkspring.guard.InvocationStack;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.zookeeper.KeeperException;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;

/**
 * {@link ZkLockTemplate} on queues of contenders. Locks can be acquired as soon as the
 * client is connected. They are drained right before the client closes, after web servers
 * and schedulers have stopped.
 */
public class QueueLockTemplate implements ZkLockTemplate, SmartLifecycle, DisposableBean {

	private static final Log logger = LogFactory.getLog(QueueLockTemplate.class);

	private static final Duration REMOVAL_TIMEOUT = Duration.ofSeconds(2);

	private final ExecutorService executor = Executors.newCachedThreadPool(ZkThreads.numbered("zk-lock-"));

	private final Settings settings;

	private final ZkConnection connection;

	private final Contenders contenders;

	private final ZkEventLoop loop;

	private final RequestExecutor queries;

	private final CallObserver<LockInvocation> observer;

	private final LockListeners listeners = new LockListeners();

	/** The requests that wait, hold a lock, or still have a znode. */
	private final Set<LockRequest> open = ConcurrentHashMap.newKeySet();

	private volatile boolean running;

	private volatile boolean closing;

	/**
	 * Creates the template.
	 * @param settings the settings of the locks
	 * @param queries executes requests that read queues
	 * @param contenders the contenders of this application
	 * @param loop the event loop of the contenders
	 * @param observer observes invocations under locks
	 */
	public QueueLockTemplate(Settings settings, RequestExecutor queries, Contenders contenders, ZkEventLoop loop,
			CallObserver<LockInvocation> observer) {
		ZkPaths.validate(settings.basePath());
		this.settings = settings;
		this.connection = queries.connection();
		this.queries = queries;
		this.observer = observer;
		this.contenders = contenders;
		this.loop = loop;
	}

	/**
	 * Adds a listener for acquired and released locks.
	 * @param listener the listener
	 */
	public void addListener(LockListener listener) {
		this.listeners.add(listener);
	}

	@Override
	public HeldLock acquire(String name, LockOptions options) {
		return acquireReference(name, options);
	}

	LockReference acquireReference(String name, LockOptions options) {
		long begin = System.nanoTime();
		return tryAcquireReference(name, options)
			.orElseThrow(() -> failure(name, begin, "other contenders hold it or are ahead in the queue", null));
	}

	@Override
	public Optional<HeldLock> tryAcquire(String name, LockOptions options) {
		return tryAcquireReference(name, options).map((reference) -> reference);
	}

	/**
	 * Acquires a lock: from the call chain of the current thread, else from the servers.
	 * @param name the name of the lock
	 * @param options mode and deadline
	 * @return the lock, empty when other contenders have it
	 */
	Optional<LockReference> tryAcquireReference(String name, LockOptions options) {
		LockOwnership outer = InvocationStack.innermost(LockOwnership.class,
				(ownership) -> ownership.isFor(name, this.connection));
		LockReference nested = (outer != null) ? outer.share(options.mode()) : null;
		if (nested != null) {
			return Optional.of(nested);
		}
		String queue = queue(name);
		return this.listeners.measure(options.label(), () -> request(name, queue, options))
			.map(LockOwnership::reference);
	}

	/**
	 * Acquires a lock from the servers.
	 * @param name the name of the lock
	 * @param queue its path
	 * @param options mode and deadline
	 * @return the lock, empty when other contenders had it all the time
	 * @throws LockNotAcquiredException when it is unknown whether others have it
	 */
	private Optional<LockOwnership> request(String name, String queue, LockOptions options) {
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
	private static LockNotAcquiredException failure(String name, long begin, String reason, @Nullable Throwable cause) {
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

	private String queue(String name) {
		return ZkPaths.join(this.settings.basePath(), LockNames.validate(name));
	}

	@Override
	public <T extends @Nullable Object, E extends Throwable> T execute(String name, LockOptions options,
			LockCallback<T, E> callback) throws E {
		LockInvocation invocation = new LockInvocation(name, options.mode(), null);
		CallObserver.Observed observed = this.observer.begin(invocation);
		try {
			LockReference lock = acquireReference(name, options);
			invocation.acquired(lock);
			T result = lock.execute(options.interruptOnLoss(), callback);
			lock.complete();
			return result;
		}
		catch (Throwable ex) {
			observed.failed(ex);
			throw ex;
		}
		finally {
			observed.end();
		}
	}

	CallObserver<LockInvocation> observer() {
		return this.observer;
	}

	@Override
	public List<String> contenders(String name) {
		String queue = queue(name);
		Deadline deadline = Deadline.after(this.connection.sessionTimeout());
		Optional<List<String>> names = this.queries.execute(new ZnodeOperations(this.connection).children(queue),
				deadline);
		return Contenders.ids(names.orElse(List.of()));
	}

	/**
	 * Returns the locks that this instance holds now. Reads memory only.
	 * @return the locks, in no order
	 */
	public List<HeldLock> held() {
		return this.open.stream()
			.flatMap((request) -> request.ownership().stream())
			.filter(LockOwnership::isHeld)
			.<HeldLock>map(LockOwnership::reference)
			.toList();
	}

	@Override
	public void start() {
		this.closing = false;
		this.running = true;
	}

	/**
	 * Cancel waiting requests, await the release of held locks until the drain timeout,
	 * and revoke the others. Leaves no znode on the server.
	 */
	@Override
	public void stop() {
		this.closing = true;
		this.running = false;
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

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return ZkPhases.LOCKS;
	}

	@Override
	public void destroy() {
		this.executor.shutdownNow();
	}

	/**
	 * Settings of the locks of an application.
	 *
	 * @param basePath the parent of all locks
	 * @param id the id of this instance in the queues
	 * @param defaultWait the default of the time to wait for a lock
	 * @param drainTimeout the time that running work gets when the application closes
	 */
	public record Settings(String basePath, String id, Duration defaultWait, Duration drainTimeout) {
	}

}
