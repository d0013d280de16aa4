package io.github.zkspring.template;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

import io.github.zkspring.client.ZkSessionState;
import io.github.zkspring.client.connection.Deadline;
import io.github.zkspring.client.connection.ZkConnection;
import io.github.zkspring.client.connection.ZkConnectionListener;
import io.github.zkspring.client.connection.ZkHandle;
import io.github.zkspring.client.support.ZkEventLoop;

/**
 * Begins calls and knows those on their way, to end them with the context.
 */
public class Calls implements ZkConnectionListener, AutoCloseable {

	private final ZkConnection connection;

	private final ZkEventLoop loop;

	private final TemplateSettings settings;

	private final Set<Call<?>> pending = ConcurrentHashMap.newKeySet();

	private volatile boolean closed;

	/**
	 * Create the calls of an application.
	 * @param connection where to send
	 * @param loop the timers
	 * @param settings how long and how often to try
	 */
	public Calls(ZkConnection connection, ZkEventLoop loop, TemplateSettings settings) {
		this.connection = connection;
		this.loop = loop;
		this.settings = settings;
		connection.addListener(this);
	}

	ZkConnection connection() {
		return this.connection;
	}

	TemplateSettings settings() {
		return this.settings;
	}

	/**
	 * Begin an operation with all the time there is.
	 * @param <R> what is answered
	 * @param operation the operation
	 * @return completes on ZooKeeper's event thread or the engine loop: nothing that
	 * blocks, and no code of the user, may hang on it directly
	 */
	<R> CompletableFuture<R> begin(Operation<R> operation) {
		return begin(operation, Deadline.after(this.settings.timeout()));
	}

	<R> CompletableFuture<R> begin(Operation<R> operation, Deadline deadline) {
		Call<R> call = new Call<>(this.connection, this.loop, operation, this.settings.backOff().start());
		this.pending.add(call);
		call.future().whenComplete((result, ex) -> this.pending.remove(call));
		Duration left = deadline.left();
		if (this.closed || left.isZero()) {
			call.giveUp();
		}
		else {
			call.begin(left);
		}
		return call.future();
	}

	@Override
	public void connected(ZkHandle handle) {
		this.loop.execute(() -> this.pending.forEach(Call::wake));
	}

	@Override
	public void disconnected(ZkSessionState state) {
		// ZooKeeper answers what is on its way with the loss
	}

	/**
	 * How many calls are on their way.
	 * @return those without an outcome
	 */
	int pending() {
		return this.pending.size();
	}

	@Override
	public void close() {
		this.closed = true;
		this.pending.forEach(Call::giveUp);
	}

}
