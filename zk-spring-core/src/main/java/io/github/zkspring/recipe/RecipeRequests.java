package io.github.zkspring.recipe;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.zkspring.client.ZkSessionState;
import io.github.zkspring.client.connection.Deadline;
import io.github.zkspring.client.connection.Operation;
import io.github.zkspring.client.connection.RequestExecutor;
import io.github.zkspring.client.connection.WaitSignal;
import io.github.zkspring.client.connection.ZkConnection;
import io.github.zkspring.client.connection.ZkConnectionListener;
import io.github.zkspring.client.connection.ZkHandle;
import io.github.zkspring.client.connection.ZnodeOperations;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextAware;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;

/**
 * The requests and waits that recipes share. Waits end when the application begins to
 * close, because its executors wait for these threads.
 */
public class RecipeRequests
		implements ZkConnectionListener, ApplicationListener<ContextClosedEvent>, ApplicationContextAware {

	private final RequestExecutor executor;

	private final ZnodeOperations znodes;

	private final Duration timeout;

	private final Set<WaitSignal> signals = ConcurrentHashMap.newKeySet();

	private @Nullable ApplicationContext context;

	private volatile boolean ended;

	/**
	 * Creates the requests of an application.
	 * @param executor executes them
	 * @param timeout the time that the ensemble has to answer
	 */
	public RecipeRequests(RequestExecutor executor, Duration timeout) {
		this.executor = executor;
		this.znodes = new ZnodeOperations(executor.connection());
		this.timeout = timeout;
		executor.connection().addListener(this);
	}

	ZkConnection connection() {
		return this.executor.connection();
	}

	ZnodeOperations znodes() {
		return this.znodes;
	}

	/**
	 * Returns the deadline for an answer of the ensemble, starting now.
	 * @return the deadline
	 */
	Deadline deadline() {
		return Deadline.after(this.timeout);
	}

	<R> R execute(Operation<R> operation, Deadline deadline) {
		return this.executor.execute(operation, deadline);
	}

	<R> Optional<R> attempt(Operation<R> change, Deadline deadline) {
		return this.executor.attempt(change, deadline);
	}

	/**
	 * Reads until there is a result. The first read follows a sync, so that it sees all
	 * earlier writes.
	 * @param <T> the type of the result
	 * @param path the awaited znode, for messages
	 * @param timeout the maximum time to wait; a slow ensemble extends the last read
	 * @param look reads, and sets the watches for the next read
	 * @return the result, {@code null} after the timeout
	 */
	<T> @Nullable T await(String path, Duration timeout, Look<T> look) {
		Deadline end = Deadline.after(timeout);
		try (WaitSignal signal = createSignal()) {
			execute(this.znodes.sync(path), end.orLater(deadline()));
			T seen;
			do {
				seen = look.look(signal, end.orLater(deadline()));
			}
			while (seen == null && signal.await(path, end));
			return seen;
		}
	}

	/**
	 * Creates the signal of a wait, which also ends when the application closes.
	 * @return the signal, to be closed
	 */
	WaitSignal createSignal() {
		WaitSignal signal = new WaitSignal(this.signals::remove);
		this.signals.add(signal);
		if (this.ended) {
			signal.end();
		}
		return signal;
	}

	@Override
	public void setApplicationContext(ApplicationContext applicationContext) {
		this.context = applicationContext;
	}

	// the event may be that of a child context
	@Override
	public void onApplicationEvent(ContextClosedEvent event) {
		if (event.getApplicationContext() == this.context) {
			this.ended = true;
			this.signals.forEach(WaitSignal::end);
		}
	}

	@Override
	public void connected(ZkHandle handle) {
		this.signals.forEach(WaitSignal::signal);
	}

	@Override
	public void disconnected(ZkSessionState state) {
		this.signals.forEach(WaitSignal::signal);
	}

	/**
	 * Reads once.
	 *
	 * @param <T> the type of the result
	 */
	@FunctionalInterface
	interface Look<T> {

		/**
		 * Reads once.
		 * @param signal signal for the watches
		 * @param deadline the deadline for requests
		 * @return the result, {@code null} to continue to wait
		 */
		@Nullable T look(WaitSignal signal, Deadline deadline);

	}

}
