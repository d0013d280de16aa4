package io.github.zkspring.watch.delivery;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

import io.github.zkspring.client.CodecException;
import io.github.zkspring.mirror.MirrorSubscription;
import io.github.zkspring.mirror.Snapshot;
import io.github.zkspring.mirror.ZnodeSnapshot;
import io.github.zkspring.watch.WatchError;
import io.github.zkspring.watch.WatchErrorHandler;
import io.github.zkspring.watch.WatchErrorHandler.Reaction;
import io.github.zkspring.watch.WatchStatistics;
import io.github.zkspring.watch.ZkWatch;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * A watch: collects states from the mirror in its {@link PendingState} and delivers them
 * with its {@link WatchInvoker} in the rounds of its {@link DeliveryTask}.
 * <p>
 * Internal, not part of the API for applications.
 *
 * @param <S> the kind of snapshot
 * @param <E> the kind of event
 */
public final class DefaultZkWatch<S extends Snapshot, E> implements ZkWatch, PendingState.Listener {

	private final Definition definition;

	private final EventFactory<S, E> events;

	private final PendingState<S> pending;

	private final WatchInvoker<E> invoker;

	private final DeliveryTask task;

	private final DeliveryStatistics statistics = new DeliveryStatistics(this);

	private volatile @Nullable MirrorSubscription subscription;

	private @Nullable Map<String, Exception> refused;

	private @Nullable Consumer<ZkWatch> onClose;

	/**
	 * Creates a watch.
	 * @param definition the definition
	 * @param events creates events
	 * @param pendingState creates the pending state, with the watch as its listener
	 * @param executor runs deliveries
	 * @param invoker invokes the target
	 */
	DefaultZkWatch(Definition definition, EventFactory<S, E> events,
			Function<PendingState.Listener, PendingState<S>> pendingState, DeliveryExecutor executor,
			WatchInvoker<E> invoker) {
		this.definition = definition;
		this.events = events;
		this.pending = pendingState.apply(this);
		this.invoker = invoker;
		this.task = new DeliveryTask(executor, this, this::deliver);
	}

	Definition definition() {
		return this.definition;
	}

	/**
	 * Sets a callback for the end of the watch.
	 * @param callback called once
	 */
	void onClose(Consumer<ZkWatch> callback) {
		this.onClose = callback;
	}

	/**
	 * Starts the watch, initially or after {@link #stop()}: the current state is read,
	 * and delivered unless it is the state delivered last. Not called at the same time as
	 * {@link #stop()}.
	 */
	void start() {
		if (isClosed() || this.subscription != null) {
			return;
		}
		this.subscription = this.pending.subscribe();
		this.task.start();
		if (isClosed()) {
			unsubscribe();
		}
	}

	/**
	 * Stops the watch until it is started again.
	 */
	void stop() {
		this.task.stop();
		unsubscribe();
	}

	/**
	 * Requests a round that checks whether the target was replaced.
	 */
	public void checkTarget() {
		this.task.signal();
	}

	DeliveryTask task() {
		return this.task;
	}

	private void unsubscribe() {
		MirrorSubscription open = this.subscription;
		this.subscription = null;
		if (open != null) {
			open.close();
		}
	}

	@Override
	public void received(String path, boolean conflated) {
		if (conflated) {
			this.statistics.conflatedState();
		}
		schedule(path);
	}

	// a new state restarts the settle time, or ends the pause before a redelivery
	private void schedule(String path) {
		Duration settle = this.definition.settle();
		if (!settle.isZero() && this.task.isInitialised()) {
			this.task.hold(settle);
		}
		else if (this.invoker.isFailed(path)) {
			this.task.release();
		}
		this.task.signal();
	}

	@Override
	public void completed() {
		this.task.signal();
	}

	@Override
	public void refused(String path, Exception cause) {
		synchronized (this) {
			Map<String, Exception> causes = this.refused;
			if (causes == null) {
				causes = new LinkedHashMap<>();
				this.refused = causes;
			}
			causes.put(path, cause);
		}
		this.task.signal();
	}

	private synchronized Map<String, Exception> takeRefused() {
		Map<String, Exception> causes = this.refused;
		this.refused = null;
		return (causes != null) ? causes : Map.of();
	}

	@Override
	public void restored() {
		this.statistics.recovered();
	}

	/**
	 * Runs one round: reports refused reads and delivers the next pending state.
	 */
	private void deliver() {
		takeRefused().forEach(this::reportRefused);
		if (this.invoker.target().isReplaced()) {
			this.pending.restart();
		}
		PendingState.Change<S> change = isClosed() ? null : this.pending.next();
		if (change != null) {
			deliver(change);
		}
		if (this.pending.isInitialised()) {
			this.task.markInitialised();
		}
		if (!this.pending.isEmpty()) {
			this.task.signal();
		}
	}

	private void deliver(PendingState.Change<S> change) {
		long errors = this.statistics.errors();
		E event;
		try {
			event = this.events.create(change, this::reportUnreadable);
		}
		catch (CodecException ex) {
			this.pending.unreadable(change);
			report(change.state().path(), change.state().stat(), WatchError.Kind.PAYLOAD, ex);
			return;
		}
		Reaction reaction = react(this.invoker.invoke(this, event, change));
		Duration pause = reaction.redeliverAfter();
		if (pause == null) {
			this.pending.delivered(change, this.events.payload(event));
			this.statistics.delivered(change.state(), errors);
			return;
		}
		this.task.hold(pause);
		if (!this.pending.putBack(change)) {
			schedule(change.state().path());
		}
	}

	private void reportRefused(String refusedPath, Exception cause) {
		report(refusedPath, this.pending.lastStat(refusedPath), WatchError.Kind.READ, cause);
		// a refused descendant leaves other states to wait for
		if (refusedPath.equals(path())) {
			this.task.markInitialised();
		}
	}

	private void reportUnreadable(ZnodeSnapshot znode, CodecException cause) {
		report(znode.path(), znode.stat(), WatchError.Kind.PAYLOAD, cause);
	}

	private void report(String errorPath, @Nullable Stat stat, WatchError.Kind kind, Exception cause) {
		react(this.invoker.handle(this, new WatchError(id(), errorPath, stat, kind, cause)));
	}

	private Reaction react(Reaction reaction) {
		if (reaction.close()) {
			close();
		}
		return reaction;
	}

	@Override
	public String id() {
		return this.definition.id();
	}

	@Override
	public String path() {
		return this.definition.path();
	}

	@Override
	public Kind kind() {
		return this.definition.kind();
	}

	@Override
	public String target() {
		return this.invoker.target().toString();
	}

	@Override
	public boolean isStale() {
		MirrorSubscription open = this.subscription;
		return open == null || open.isStale() || this.pending.isBehind();
	}

	@Override
	public WatchStatistics statistics() {
		return this.statistics;
	}

	DeliveryStatistics counters() {
		return this.statistics;
	}

	@Override
	public void pause() {
		this.task.pause();
	}

	@Override
	public void resume() {
		this.task.resume();
	}

	@Override
	public boolean isPaused() {
		return this.task.isPaused();
	}

	@Override
	public void resync() {
		MirrorSubscription open = this.subscription;
		if (open != null) {
			open.resync();
		}
	}

	@Override
	public boolean isClosed() {
		return this.task.isClosed();
	}

	@Override
	public void close() {
		if (!this.task.close()) {
			return;
		}
		unsubscribe();
		if (this.onClose != null) {
			this.onClose.accept(this);
		}
		this.invoker.ended(this);
	}

	/**
	 * Names id, path and target.
	 */
	@Override
	public String toString() {
		return "watch '%s' on '%s' (%s)".formatted(id(), path(), target());
	}

	/**
	 * Defines a watch.
	 *
	 * @param id the id
	 * @param path the path to watch
	 * @param kind the kind of watch
	 * @param settle how long the state has to be unchanged before it is delivered, zero
	 * to deliver at once
	 * @param errorHandler handles errors
	 */
	record Definition(String id, String path, Kind kind, Duration settle, WatchErrorHandler errorHandler) {

	}

}
