package io.github.zkspring.client.connection;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.zkspring.client.UnknownOutcomeException;
import io.github.zkspring.client.ZkException;
import io.github.zkspring.client.ZkInterruptedException;
import io.github.zkspring.client.ZkUnavailableException;
import io.github.zkspring.client.ZnodeExistsException;
import io.github.zkspring.client.ZnodeNotFoundException;
import io.github.zkspring.client.ZnodeVersionException;
import io.github.zkspring.client.support.ZkEventLoop;

import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.FixedBackOff;

/**
 * Executes {@link Operation operations}: waits for a connection, repeats or recovers lost
 * requests, and ends them at their deadline or when the context closes. Callers await the
 * future or block.
 */
public class RequestExecutor implements ZkConnectionListener, AutoCloseable {

	/** The maximum delay of the timer of a deadline. */
	private static final Duration TIMER_DELAY = Duration.ofSeconds(5);

	private static final BackOff PAUSES = new FixedBackOff(50, FixedBackOff.UNLIMITED_ATTEMPTS);

	private final ZkConnection connection;

	private final ZkEventLoop loop;

	private final Set<RetryingRequest<?>> pending = ConcurrentHashMap.newKeySet();

	private volatile boolean closed;

	/**
	 * Creates an executor.
	 * @param connection the connection to send with
	 * @param loop the timers
	 */
	public RequestExecutor(ZkConnection connection, ZkEventLoop loop) {
		this.connection = connection;
		this.loop = loop;
		connection.addListener(this);
	}

	/**
	 * Returns the connection.
	 * @return the connection that operations are sent with
	 */
	public ZkConnection connection() {
		return this.connection;
	}

	/**
	 * Begins an operation.
	 * @param <R> the type of the result
	 * @param operation the operation
	 * @param deadline the end of all attempts
	 * @param backOff the pauses between attempts
	 * @return the future of the result; it completes on ZooKeeper's event thread or the
	 * event loop, so dependent stages must neither block nor run user code. Cancelling it
	 * ends the operation
	 */
	public <R> CompletableFuture<R> submit(Operation<R> operation, Deadline deadline, BackOff backOff) {
		return start(operation, deadline, backOff).future();
	}

	/**
	 * Executes an operation and waits for its result.
	 * @param <R> the type of the result
	 * @param operation the operation
	 * @param deadline the end of all attempts
	 * @param backOff the pauses between attempts
	 * @return the result
	 * @throws ZkUnavailableException if nothing was changed before the deadline
	 * @throws UnknownOutcomeException if a change was sent, but not answered before the
	 * deadline or an interrupt
	 * @throws ZkInterruptedException if the thread was interrupted and nothing was
	 * changed
	 */
	public <R> R execute(Operation<R> operation, Deadline deadline, BackOff backOff) {
		if (Thread.currentThread().isInterrupted()) {
			throw new ZkInterruptedException(operation.path(), new InterruptedException());
		}
		RetryingRequest<R> request = start(operation, deadline, backOff);
		try {
			return request.future().get(deadline.left().plus(TIMER_DELAY).toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw request.interrupted(ex);
		}
		catch (TimeoutException ex) {
			throw request.giveUp();
		}
		catch (ExecutionException ex) {
			throw failure(operation.path(), ex);
		}
	}

	/**
	 * Executes an operation with short pauses between the attempts, and waits for its
	 * result.
	 * @param <R> the type of the result
	 * @param operation the operation
	 * @param deadline the end of all attempts
	 * @return the result
	 */
	public <R> R execute(Operation<R> operation, Deadline deadline) {
		return execute(operation, deadline, PAUSES);
	}

	/**
	 * Executes a change unless another client was faster, and waits for its result.
	 * @param <R> the type of the result
	 * @param change the change
	 * @param deadline the end of all attempts
	 * @return the result, empty if the server refused the change because a znode exists,
	 * does not exist or has another version
	 */
	public <R> Optional<R> attempt(Operation<R> change, Deadline deadline) {
		try {
			return Optional.of(execute(change, deadline));
		}
		catch (ZnodeExistsException | ZnodeNotFoundException | ZnodeVersionException ex) {
			return Optional.empty();
		}
	}

	/**
	 * Returns the exception to throw in a thread that waited for a result.
	 * @param path the znode, for the message
	 * @param failed the failure of the future
	 * @return the exception, with the stack trace of the current thread
	 */
	public static ZkException failure(String path, ExecutionException failed) {
		if (failed.getCause() instanceof ZkException known) {
			// more useful than the stack trace of the event thread
			known.setStackTrace(Thread.currentThread().getStackTrace());
			return known;
		}
		return new ZkException("The operation on '%s' failed".formatted(path), failed.getCause());
	}

	private <R> RetryingRequest<R> start(Operation<R> operation, Deadline deadline, BackOff backOff) {
		RetryingRequest<R> request = new RetryingRequest<>(this.connection, this.loop, operation, backOff.start());
		this.pending.add(request);
		request.future().whenComplete((result, ex) -> this.pending.remove(request));
		if (this.closed) {
			request.close();
			return request;
		}
		if (deadline.left().isZero()) {
			request.giveUp();
			return request;
		}
		try {
			this.connection.ensureStarted();
			request.begin(deadline.left());
		}
		catch (ZkException ex) {
			request.future().completeExceptionally(ex);
		}
		return request;
	}

	// ZooKeeper answers pending requests with a connection loss when it disconnects
	@Override
	public void connected(ZkHandle handle) {
		this.loop.execute(() -> this.pending.forEach(RetryingRequest::wake));
	}

	/**
	 * Returns the number of operations without an outcome.
	 * @return the number of pending operations
	 */
	public int pending() {
		return this.pending.size();
	}

	@Override
	public void close() {
		this.closed = true;
		this.pending.forEach(RetryingRequest::close);
	}

}
