package io.github.zkspring.client.connection;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.github.zkspring.client.UnknownOutcomeException;
import io.github.zkspring.client.ZkInterruptedException;
import io.github.zkspring.client.ZkSessionState;
import io.github.zkspring.client.ZkUnavailableException;
import org.apache.zookeeper.KeeperException.Code;

import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.FixedBackOff;

/**
 * Executes requests for threads of the application, which wait for the answers until a
 * deadline. Also lets such threads wait for watches and changes of the connection.
 */
public class BlockingRequests implements ZkConnectionListener {

	private static final Duration PAUSE = Duration.ofMillis(50);

	private static final BackOff PAUSES = new FixedBackOff(PAUSE.toMillis(), FixedBackOff.UNLIMITED_ATTEMPTS);

	private final RequestExecutor executor;

	private final Set<WaitSignal> signals = ConcurrentHashMap.newKeySet();

	private final Set<WaitSignal> waits = ConcurrentHashMap.newKeySet();

	private volatile boolean ended;

	/**
	 * Create the requests of an application.
	 * @param executor executes them
	 */
	public BlockingRequests(RequestExecutor executor) {
		this.executor = executor;
		executor.connection().addListener(this);
	}

	/**
	 * Execute a request that changes nothing, repeating it until it is answered.
	 * @param <R> the type of the result
	 * @param path the znode, for messages
	 * @param deadline the end of the wait
	 * @param request the request
	 * @return the result
	 * @throws ZkUnavailableException if there is no answer before the deadline
	 * @throws ZkInterruptedException if the thread is interrupted
	 */
	public <R> R read(String path, Deadline deadline, Request<R> request) {
		return this.executor.execute(Operation.read(path, request), deadline, PAUSES);
	}

	/**
	 * Send a request once. The caller knows whether it may be repeated; a {@link #pause}
	 * precedes the repetition.
	 * @param <R> the type of the result
	 * @param path the znode, for messages
	 * @param deadline the end of the wait
	 * @param request the request
	 * @return the outcome: done, refused, or lost with the connection
	 * @throws ZkUnavailableException if the request is not sent before the deadline
	 * @throws UnknownOutcomeException if there is no answer before the deadline or an
	 * interrupt
	 * @throws ZkInterruptedException if the thread is interrupted before the request is
	 * sent
	 */
	public <R> Outcome<R> write(String path, Deadline deadline, Request<R> request) {
		return execute(path, deadline, (handle, reply) -> request.send(handle,
				(code, result) -> reply.accept(Code.OK, new Outcome<>(code, result, handle.sessionId()))));
	}

	/**
	 * Execute an idempotent request, repeating it until it is answered.
	 * @param <R> the type of the result
	 * @param path the znode, for messages
	 * @param deadline the end of the wait
	 * @param request the request
	 * @return the outcome: done or refused
	 */
	public <R> Outcome<R> repeat(String path, Deadline deadline, Request<R> request) {
		return execute(path, deadline, (handle, reply) -> request.send(handle, (code, result) -> {
			Outcome<R> outcome = new Outcome<>(code, result, handle.sessionId());
			if (outcome.isLost()) {
				reply.accept(code, null);
			}
			else {
				reply.accept(Code.OK, outcome);
			}
		}));
	}

	private <R> Outcome<R> execute(String path, Deadline deadline, Request<Outcome<R>> request) {
		return this.executor.execute(Operation.repeatable(path, "write to", request), deadline, PAUSES);
	}

	/**
	 * Continue after the answer to a write was lost: running out of time then means that
	 * the outcome of the write is unknown.
	 * @param <T> the type of the result
	 * @param path the znode that was written to
	 * @param recovery determines the outcome, or writes again
	 * @return the result of the recovery
	 * @throws UnknownOutcomeException if there is no answer before the deadline or an
	 * interrupt
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
	 * Pause after a lost answer, until the connection changes at most.
	 * @param path the znode, for messages
	 * @param deadline the end of the wait
	 */
	public void pause(String path, Deadline deadline) {
		try (WaitSignal signal = connectionSignal()) {
			signal.pause(path, deadline, PAUSE);
		}
	}

	/**
	 * Create the signal of a wait.
	 * @return the signal, to be closed
	 */
	public WaitSignal wakeup() {
		WaitSignal signal = connectionSignal();
		this.waits.add(signal);
		if (this.ended) {
			signal.end();
		}
		return signal;
	}

	/**
	 * End all waits for anything else than an answer with an exception.
	 */
	public void endWaits() {
		this.ended = true;
		this.waits.forEach(WaitSignal::end);
	}

	private WaitSignal connectionSignal() {
		WaitSignal signal = new WaitSignal(this::forget);
		this.signals.add(signal);
		return signal;
	}

	private void forget(WaitSignal signal) {
		this.signals.remove(signal);
		this.waits.remove(signal);
	}

	@Override
	public void connected(ZkHandle handle) {
		this.signals.forEach(WaitSignal::signal);
	}

	@Override
	public void disconnected(ZkSessionState state) {
		this.signals.forEach(WaitSignal::signal);
	}

}
