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
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextAware;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.FixedBackOff;

/**
 * Executes requests for threads of the application, which wait for the answers until a
 * deadline. Also lets such threads wait for watches and changes of the connection.
 */
public class BlockingRequests
		implements ZkConnectionListener, ApplicationListener<ContextClosedEvent>, ApplicationContextAware {

	private static final Duration PAUSE = Duration.ofMillis(50);

	private static final BackOff PAUSES = new FixedBackOff(PAUSE.toMillis(), FixedBackOff.UNLIMITED_ATTEMPTS);

	private final RequestExecutor executor;

	private final Set<WaitSignal> signals = ConcurrentHashMap.newKeySet();

	private final Set<WaitSignal> waits = ConcurrentHashMap.newKeySet();

	private @Nullable ApplicationContext context;

	private volatile boolean ended;

	/**
	 * Creates the requests of an application.
	 * @param executor executes them
	 */
	public BlockingRequests(RequestExecutor executor) {
		this.executor = executor;
		executor.connection().addListener(this);
	}

	/**
	 * Executes a request that changes nothing, repeating it until it is answered.
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
	 * Sends a request once. The caller knows whether it may be repeated; a {@link #pause}
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
	 * Executes an idempotent request, repeating it until it is answered.
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
	 * Continues after the answer to a write was lost: running out of time then means that
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
	 * Pauses after a lost answer, until the connection changes at most.
	 * @param path the znode, for messages
	 * @param deadline the end of the wait
	 */
	public void pause(String path, Deadline deadline) {
		try (WaitSignal signal = connectionSignal()) {
			signal.pause(path, deadline, PAUSE);
		}
	}

	/**
	 * Creates the signal of a wait, which also ends when the application closes.
	 * @return the signal, to be closed
	 */
	public WaitSignal createSignal() {
		WaitSignal signal = connectionSignal();
		this.waits.add(signal);
		if (this.ended) {
			signal.end();
		}
		return signal;
	}

	@Override
	public void setApplicationContext(ApplicationContext applicationContext) {
		this.context = applicationContext;
	}

	/**
	 * Ends all waits of {@link #createSignal} with an exception when the application
	 * begins to close, because its executors wait for these threads.
	 * @param event the event of this context or of a child context
	 */
	@Override
	public void onApplicationEvent(ContextClosedEvent event) {
		if (event.getApplicationContext() == this.context) {
			this.ended = true;
			this.waits.forEach(WaitSignal::end);
		}
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
