package io.github.zkspring.client.connection;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import io.github.zkspring.client.UnknownOutcomeException;
import io.github.zkspring.client.ZkException;
import io.github.zkspring.client.ZkInterruptedException;
import io.github.zkspring.client.ZkSessionState;
import io.github.zkspring.client.ZkUnavailableException;

/**
 * Sends requests for threads of the application, which wait for the answers no longer
 * than they want to. ZooKeeper's own threads only hand over.
 */
public class BlockingRequests implements ZkConnectionListener {

	private static final Duration PAUSE = Duration.ofMillis(50);

	private final ZkConnection connection;

	private final Set<WaitSignal> wakeups = ConcurrentHashMap.newKeySet();

	private final Set<WaitSignal> waits = ConcurrentHashMap.newKeySet();

	private volatile boolean ended;

	/**
	 * Create the requests of an application.
	 * @param connection where to send
	 */
	public BlockingRequests(ZkConnection connection) {
		this.connection = connection;
		connection.addListener(this);
	}

	/**
	 * Send a request that changes nothing, again and again until it is answered.
	 * @param <R> what is answered
	 * @param path the znode, for messages
	 * @param deadline the end of the wait
	 * @param request the request
	 * @return the answer
	 * @throws ZkUnavailableException when there is none in time
	 * @throws ZkInterruptedException when the thread is interrupted
	 */
	public <R> R read(String path, Deadline deadline, Request<R> request) {
		long begin = System.nanoTime();
		while (true) {
			Outcome<R> outcome = attempt(path, deadline, begin, false, request);
			if (!outcome.isLost()) {
				return outcome.orThrow(path, "read");
			}
			pause(path, deadline);
		}
	}

	/**
	 * Send a request once. Where it may be repeated is the caller's to know; a
	 * {@link #pause} goes before.
	 * @param <R> what is answered
	 * @param path the znode, for messages
	 * @param deadline the end of the wait
	 * @param request the request
	 * @return what became of it: done, refused, or lost with the connection
	 * @throws ZkUnavailableException when it was not sent in time
	 * @throws UnknownOutcomeException when there was no answer in time, or the thread was
	 * interrupted before there was one
	 * @throws ZkInterruptedException when the thread is interrupted before it is sent
	 */
	public <R> Outcome<R> write(String path, Deadline deadline, Request<R> request) {
		return attempt(path, deadline, System.nanoTime(), true, request);
	}

	/**
	 * Send a request that says what shall be, and not who makes it so, again and again
	 * until it is answered.
	 * @param <R> what is answered
	 * @param path the znode, for messages
	 * @param deadline the end of the wait
	 * @param request the request
	 * @return what became of it: done or refused
	 */
	public <R> Outcome<R> repeat(String path, Deadline deadline, Request<R> request) {
		Outcome<R> outcome = write(path, deadline, request);
		while (outcome.isLost()) {
			outcome = recover(path, () -> {
				pause(path, deadline);
				return write(path, deadline, request);
			});
		}
		return outcome;
	}

	/**
	 * Go on after the answer to a write got lost. What ends that without an answer says
	 * nothing about the write.
	 * @param <T> what comes of it
	 * @param path the znode that was written to
	 * @param recovery looks, or writes again
	 * @return what came of it
	 * @throws UnknownOutcomeException when there was no answer in time, or the thread was
	 * interrupted
	 */
	public <T> T recover(String path, Supplier<T> recovery) {
		try {
			return recovery.get();
		}
		catch (ZkUnavailableException | ZkInterruptedException ex) {
			throw new UnknownOutcomeException(path, ex);
		}
	}

	/**
	 * Wait a moment after a lost answer, or until the connection changes.
	 * @param path the znode, for messages
	 * @param deadline the end of the wait
	 */
	public void pause(String path, Deadline deadline) {
		try (WaitSignal wakeup = connectionWakeup()) {
			wakeup.pause(path, deadline, PAUSE);
		}
	}

	/**
	 * Prepare a wait.
	 * @return what wakes the waiting thread; to be closed
	 */
	public WaitSignal wakeup() {
		WaitSignal wakeup = connectionWakeup();
		this.waits.add(wakeup);
		if (this.ended) {
			wakeup.end();
		}
		return wakeup;
	}

	/**
	 * Wake all who wait for something else than an answer, with an exception.
	 */
	public void endWaits() {
		this.ended = true;
		this.waits.forEach(WaitSignal::end);
	}

	private WaitSignal connectionWakeup() {
		WaitSignal wakeup = new WaitSignal(this::forget);
		this.wakeups.add(wakeup);
		return wakeup;
	}

	private void forget(WaitSignal wakeup) {
		this.wakeups.remove(wakeup);
		this.waits.remove(wakeup);
	}

	private <R> Outcome<R> attempt(String path, Deadline deadline, long begin, boolean changes, Request<R> request) {
		ZkHandle handle = awaitHandle(path, deadline, begin);
		if (Thread.currentThread().isInterrupted()) {
			throw new ZkInterruptedException(path, new InterruptedException());
		}
		if (deadline.left().isZero()) {
			throw unavailable(path, begin);
		}
		CompletableFuture<Outcome<R>> answer = new CompletableFuture<>();
		request.send(handle, (code, result) -> answer.complete(new Outcome<>(code, result, handle.sessionId())));
		try {
			return answer.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw changes ? new UnknownOutcomeException(path, ex) : new ZkInterruptedException(path, ex);
		}
		catch (TimeoutException ex) {
			throw changes ? new UnknownOutcomeException(path, ex) : unavailable(path, begin);
		}
		catch (ExecutionException ex) {
			throw new ZkException("The request for '%s' failed".formatted(path), ex.getCause());
		}
	}

	private ZkHandle awaitHandle(String path, Deadline deadline, long begin) {
		ZkHandle handle = this.connection.handle();
		if (handle != null) {
			return handle;
		}
		try (WaitSignal wakeup = connectionWakeup()) {
			while (true) {
				handle = this.connection.handle();
				if (handle != null) {
					return handle;
				}
				if (!wakeup.await(path, deadline)) {
					throw unavailable(path, begin);
				}
			}
		}
	}

	private static ZkUnavailableException unavailable(String path, long begin) {
		return new ZkUnavailableException(path, Duration.ofNanos(System.nanoTime() - begin), null);
	}

	@Override
	public void connected(ZkHandle handle) {
		this.wakeups.forEach(WaitSignal::signal);
	}

	@Override
	public void disconnected(ZkSessionState state) {
		this.wakeups.forEach(WaitSignal::signal);
	}

}
