package io.github.zkspring.lock;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.github.zkspring.client.ZkPaths;
import io.github.zkspring.client.connection.ZkConnection;
import io.github.zkspring.client.support.CallObserver;
import io.github.zkspring.client.support.ZkPhases;
import io.github.zkspring.client.support.ZkThreads;
import io.github.zkspring.guard.InvocationStack;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;

/**
 * Locks over queues of contenders. They can be acquired as soon as the client connects,
 * and are drained right before it is let go, when web servers and schedulers have
 * stopped.
 */
public class QueueLockTemplate implements ZkLockTemplate, SmartLifecycle, DisposableBean {

	private final ExecutorService executor = Executors.newCachedThreadPool(ZkThreads.numbered("zk-lock-"));

	private final LockRequests requests;

	private final LockQueue queue;

	private final ZkConnection connection;

	private final CallObserver<LockTask> observer;

	private final LockListeners listeners = new LockListeners();

	private volatile boolean running;

	/**
	 * Create the template.
	 * @param settings how this instance locks
	 * @param context what locks stand on
	 */
	public QueueLockTemplate(LockSettings settings, LockContext context) {
		ZkPaths.validate(settings.basePath());
		this.connection = context.connection();
		this.observer = context.observer();
		this.requests = new LockRequests(settings, context, this.executor);
		this.queue = new LockQueue(this.connection);
	}

	/**
	 * Add a listener for waits and ends.
	 * @param listener the listener
	 */
	public void addListener(LockListener listener) {
		this.listeners.add(listener);
	}

	@Override
	public HeldLock acquire(String name, LockOptions options) {
		return acquireHandle(name, options);
	}

	private LockHandle acquireHandle(String name, LockOptions options) {
		long begin = System.nanoTime();
		return tryHandle(name, options)
			.orElseThrow(() -> LockRequests.failure(name, begin, "others have it, or wait for it", null));
	}

	@Override
	public Optional<HeldLock> tryAcquire(String name, LockOptions options) {
		return tryHandle(name, options).map((handle) -> handle);
	}

	/**
	 * Acquire a lock, in the call chain of the present thread or from the servers.
	 * @param name the name of the lock
	 * @param options mode and deadline
	 * @return the lock, empty when others have it
	 */
	Optional<LockHandle> tryHandle(String name, LockOptions options) {
		LockTenure outer = InvocationStack.innermost(LockTenure.class, (tenure) -> tenure.isOf(name, this.connection));
		LockHandle share = (outer != null) ? outer.share(options.mode()) : null;
		return (share != null) ? Optional.of(share)
				: this.listeners.measure(options.label(), () -> this.requests.acquire(name, options))
					.map((tenure) -> tenure.handle());
	}

	@Override
	public <T extends @Nullable Object, E extends Throwable> T execute(String name, LockOptions options,
			LockCallback<T, E> callback) throws E {
		LockTask task = new LockTask(name, options.mode(), null);
		CallObserver.Observed observed = this.observer.begin(task);
		try {
			LockHandle lock = acquireHandle(name, options);
			task.held(lock);
			T result = LockedBody.run(lock, options.interruptOnLoss(), callback);
			LockedBody.end(lock);
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

	CallObserver<LockTask> observer() {
		return this.observer;
	}

	@Override
	public List<String> contenders(String name) {
		return this.queue.contenders(this.requests.queue(name));
	}

	/**
	 * The locks that this instance holds now. Reads memory only.
	 * @return what they are, in no order
	 */
	public List<LockSummary> held() {
		return this.requests.held()
			.stream()
			.map((tenure) -> new LockSummary(tenure.name(), tenure.mode(), tenure.znode().token()))
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
