package io.github.zkspring.lock;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.github.zkspring.client.ZkPaths;
import io.github.zkspring.client.connection.Deadline;
import io.github.zkspring.client.connection.Operation;
import io.github.zkspring.client.connection.RequestExecutor;
import io.github.zkspring.client.connection.ZkConnection;
import io.github.zkspring.client.connection.ZnodeRequests;
import io.github.zkspring.client.support.CallObserver;
import io.github.zkspring.client.support.ZkEventLoop;
import io.github.zkspring.client.support.ZkPhases;
import io.github.zkspring.client.support.ZkThreads;
import io.github.zkspring.contender.Contenders;
import io.github.zkspring.guard.InvocationStack;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.FixedBackOff;

/**
 * {@link ZkLockTemplate} on queues of contenders. Locks can be acquired as soon as the
 * client is connected. They are drained right before the client closes, after web servers
 * and schedulers have stopped.
 */
public class QueueLockTemplate implements ZkLockTemplate, SmartLifecycle, DisposableBean {

	private static final BackOff QUERY_PAUSES = new FixedBackOff(50, FixedBackOff.UNLIMITED_ATTEMPTS);

	private final ExecutorService executor = Executors.newCachedThreadPool(ZkThreads.numbered("zk-lock-"));

	private final String basePath;

	private final LockRequests requests;

	private final ZkConnection connection;

	private final RequestExecutor queries;

	private final CallObserver<LockInvocation> observer;

	private final LockListeners listeners = new LockListeners();

	private volatile boolean running;

	/**
	 * Create the template.
	 * @param settings the settings of the locks
	 * @param queries executes requests that read queues
	 * @param contenders the contenders of this application
	 * @param loop the event loop of the contenders
	 * @param observer observes invocations under locks
	 */
	public QueueLockTemplate(LockSettings settings, RequestExecutor queries, Contenders contenders, ZkEventLoop loop,
			CallObserver<LockInvocation> observer) {
		this.basePath = ZkPaths.validate(settings.basePath());
		this.connection = queries.connection();
		this.queries = queries;
		this.observer = observer;
		this.requests = new LockRequests(settings, this.connection, contenders, loop, this.executor);
	}

	/**
	 * Add a listener for acquired and released locks.
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
		return tryAcquireReference(name, options).orElseThrow(
				() -> LockRequests.failure(name, begin, "other contenders hold it or are ahead in the queue", null));
	}

	@Override
	public Optional<HeldLock> tryAcquire(String name, LockOptions options) {
		return tryAcquireReference(name, options).map((reference) -> reference);
	}

	/**
	 * Acquire a lock: from the call chain of the current thread, else from the servers.
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
		return this.listeners.measure(options.label(), () -> this.requests.acquire(name, queue, options))
			.map(LockOwnership::reference);
	}

	private String queue(String name) {
		return ZkPaths.join(this.basePath, LockNames.validate(name));
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
		Operation<Optional<List<String>>> read = Operation.read(queue,
				new ZnodeRequests(this.connection).children(queue, null));
		return Contenders.ids(this.queries.execute(read, deadline, QUERY_PAUSES).orElse(List.of()));
	}

	/**
	 * Return the locks that this instance holds now. Reads memory only.
	 * @return their descriptions, in no order
	 */
	public List<LockDescriptor> held() {
		return this.requests.held()
			.stream()
			.map((lock) -> new LockDescriptor(lock.name(), lock.mode(), lock.znode().token()))
			.toList();
	}

	@Override
	public void start() {
		this.running = true;
		this.requests.start();
	}

	@Override
	public void stop() {
		this.running = false;
		this.requests.stop();
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

}
