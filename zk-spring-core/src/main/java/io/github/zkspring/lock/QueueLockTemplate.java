package io.github.zkspring.lock;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.github.zkspring.client.ZkException;
import io.github.zkspring.client.ZkPaths;
import io.github.zkspring.client.connection.Deadline;
import io.github.zkspring.client.connection.RequestExecutor;
import io.github.zkspring.client.connection.ZkConnection;
import io.github.zkspring.client.connection.ZnodeOperations;
import io.github.zkspring.client.support.CallObserver;
import io.github.zkspring.client.support.Listeners;
import io.github.zkspring.client.support.ZkPhases;
import io.github.zkspring.client.support.ZkThreads;
import io.github.zkspring.contender.Contenders;
import io.github.zkspring.guard.InvocationStack;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
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

	private final RequestExecutor queries;

	private final CallObserver<LockInvocation> observer;

	private final Listeners<Listener> listeners = new Listeners<>("locks");

	/** The requests that wait, hold a lock, or still have a znode. */
	private final Set<LockRequest> open = ConcurrentHashMap.newKeySet();

	private volatile boolean running;

	private volatile boolean closing;

	/**
	 * Creates the template.
	 * @param settings the settings of the locks
	 * @param queries executes requests that read queues
	 * @param contenders the contenders of this application
	 * @param observer observes invocations under locks
	 */
	public QueueLockTemplate(Settings settings, RequestExecutor queries, Contenders contenders,
			CallObserver<LockInvocation> observer) {
		ZkPaths.validate(settings.basePath());
		this.settings = settings;
		this.connection = contenders.connection();
		this.queries = queries;
		this.observer = observer;
		this.contenders = contenders;
	}

	/**
	 * Adds a listener for acquired and released locks.
	 * @param listener the listener
	 */
	public void addListener(Listener listener) {
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
		return requestAndMeasure(name, queue(name), options).map(LockOwnership::reference);
	}

	private Optional<LockOwnership> requestAndMeasure(String name, String queue, LockOptions options) {
		long begin = System.nanoTime();
		Listener.Outcome outcome = Listener.Outcome.FAILED;
		try {
			Optional<LockOwnership> acquired = request(name, queue, options);
			outcome = acquired.isPresent() ? Listener.Outcome.ACQUIRED : Listener.Outcome.TAKEN;
			acquired.ifPresent((ownership) -> measureEnd(options.label(), ownership));
			return acquired;
		}
		finally {
			Listener.Outcome result = outcome;
			Duration waited = since(begin);
			this.listeners.notifyListeners((listener) -> listener.waited(options.label(), result, waited));
		}
	}

	private void measureEnd(String label, LockOwnership ownership) {
		long begin = System.nanoTime();
		ownership.ended()
			.thenAccept(
					(lost) -> this.listeners.notifyListeners((listener) -> listener.ended(label, lost, since(begin))));
	}

	private static Duration since(long begin) {
		return Duration.ofNanos(System.nanoTime() - begin);
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
		this.connection.ensureStarted();
		long begin = System.nanoTime();
		Duration wait = options.waitOr(this.settings.defaultWait());
		Deadline deadline = Deadline.after(wait.isZero() ? this.connection.sessionTimeout() : wait);
		try {
			while (true) {
				LockRequest request = new LockRequest(name, options.mode(), wait.isZero(), this.contenders, this::lost);
				send(request, queue);
				Optional<LockOwnership> granted = request.await(deadline.left());
				if (granted.isPresent() && !granted.get().isHeld()) {
					granted.get().reference().release();
				}
				else if (granted.isPresent()) {
					return granted;
				}
				else if (request.isTaken() && !this.closing) {
					request.awaitRemoval();
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
	private void send(LockRequest request, String queue) {
		this.open.add(request);
		request.removed().thenRun(() -> this.open.remove(request));
		request.send(queue, this.settings.id());
		if (this.closing) {
			request.cancel();
		}
	}

	/**
	 * Describes why a lock was not acquired.
	 * @param name the name of the lock
	 * @param begin the time of the request
	 * @param reason the reason
	 * @param cause the refusal or interrupt
	 * @return the exception
	 */
	private static LockNotAcquiredException failure(String name, long begin, String reason, @Nullable Throwable cause) {
		return new LockNotAcquiredException(name, since(begin), reason, cause);
	}

	private String reason(LockRequest request) {
		ZkException refusal = request.refusal();
		if (this.closing) {
			return "the application context is paused or closing";
		}
		return (refusal != null) ? "the server refuses the request: " + refusal.getMessage()
				: "no server has answered in time";
	}

	private void lost(LockOwnership ownership) {
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
	 * Cancels waiting requests, awaits the release of held locks until the drain timeout,
	 * and revokes the others. Leaves no znode on the server.
	 */
	@Override
	public void stop() {
		this.closing = true;
		this.running = false;
		List<LockRequest> requests = List.copyOf(this.open);
		requests.forEach(LockRequest::cancel);
		List<LockOwnership> held = requests.stream().flatMap((request) -> request.ownership().stream()).toList();
		if (!ZkThreads.await(held.stream().map(LockOwnership::ended), this.settings.drainTimeout())) {
			held.stream().filter(LockOwnership::lose).forEach((ownership) -> {
				logger.warn("Revoked the lock '" + ownership.name() + "': the application is closing");
				interrupt(ownership);
			});
		}
		if (this.connection.handle() != null
				&& !ZkThreads.await(requests.stream().map(LockRequest::removed), REMOVAL_TIMEOUT)) {
			logger.warn("Locks were not released in time: other contenders wait until the session ends");
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

	/**
	 * Listener for acquired and released locks, for metrics. Called on the thread that
	 * waited or released, or on a thread of the engine: implementations must not block.
	 * An exception is logged and affects no lock.
	 */
	public interface Listener {

		/**
		 * Callback for the end of a wait. A nested acquisition of a held lock does not
		 * wait.
		 * @param lock the name as declared in {@code @ZkLock}, without arguments, or
		 * {@code programmatic} for {@link ZkLockTemplate}
		 * @param outcome the outcome of the wait
		 * @param waited the duration of the wait
		 */
		void waited(String lock, Outcome outcome, Duration waited);

		/**
		 * Callback for the release or the loss of a lock.
		 * @param lock the name as above
		 * @param lost whether the session or the znode of the lock ended before the
		 * release
		 * @param held how long the lock was held
		 */
		void ended(String lock, boolean lost, Duration held);

		/**
		 * The outcome of a wait.
		 */
		enum Outcome {

			/**
			 * The lock was acquired.
			 */
			ACQUIRED,

			/**
			 * Other contenders held the lock or were ahead.
			 */
			TAKEN,

			/**
			 * No server has answered, the server refused, or the thread was interrupted.
			 */
			FAILED

		}

	}

}
