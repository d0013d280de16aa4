package io.github.zkspring.watch;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import io.github.zkspring.client.CodecException;
import io.github.zkspring.client.SerialTask;
import io.github.zkspring.mirror.MirrorListener;
import io.github.zkspring.mirror.MirrorSubscription;
import io.github.zkspring.mirror.Snapshot;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.zookeeper.KeeperException;
import org.jspecify.annotations.Nullable;

/**
 * A running watch: takes snapshots from the mirror, keeps the newest, and calls the
 * method with it on the executor, one call at a time.
 *
 * @param <S> the kind of snapshot
 * @param <E> the kind of event
 */
class MethodWatch<S extends Snapshot, E> implements ZkWatch, MirrorListener<S> {

	private static final Log logger = LogFactory.getLog(MethodWatch.class);

	private final WatchEndpoint endpoint;

	private final WatchMethod method;

	private final Function<E, @Nullable Object[]> arguments;

	private final WatchErrorHandler errorHandler;

	private final SerialTask task;

	private final AtomicReference<@Nullable S> newest = new AtomicReference<>();

	private final AtomicReference<@Nullable KeeperException> failure = new AtomicReference<>();

	private final CompletableFuture<Void> initialised = new CompletableFuture<>();

	private EventFactory<S, E> events = (snapshot) -> {
		throw new IllegalStateException("The watch is not open");
	};

	private volatile @Nullable S delivered;

	/** Differs from the one delivered while a payload cannot be read. */
	private @Nullable S called;

	private volatile @Nullable MirrorSubscription subscription;

	private volatile boolean closed;

	MethodWatch(WatchEndpoint endpoint, WatchMethod method, Function<E, @Nullable Object[]> arguments,
			WatchErrorHandler errorHandler, Executor executor) {
		this.endpoint = endpoint;
		this.method = method;
		this.arguments = arguments;
		this.errorHandler = errorHandler;
		this.task = new SerialTask(executor, this::deliver);
	}

	/**
	 * Start the watch.
	 * @param events makes the events
	 * @param source subscribes a listener to the path
	 */
	void open(EventFactory<S, E> events, Function<MirrorListener<S>, MirrorSubscription> source) {
		this.events = events;
		this.subscription = source.apply(this);
	}

	/**
	 * The first call of the method.
	 * @return completes when it is over, or could not be made
	 */
	CompletableFuture<Void> initialised() {
		return this.initialised;
	}

	@Override
	public void changed(S snapshot) {
		this.newest.set(snapshot);
		this.task.signal();
	}

	@Override
	public void failed(KeeperException ex) {
		this.failure.set(ex);
		this.task.signal();
	}

	private void deliver() {
		KeeperException refused = this.failure.getAndSet(null);
		if (refused != null) {
			report(refused.getPath(), WatchError.Kind.READ, refused);
		}
		S snapshot = this.newest.getAndSet(null);
		S last = this.delivered;
		if (snapshot != null && (last == null || !this.events.isSame(snapshot, last))) {
			deliver(snapshot);
		}
		this.initialised.complete(null);
	}

	private void deliver(S snapshot) {
		this.delivered = snapshot;
		S known = this.called;
		if (known != null && this.events.isSame(snapshot, known)) {
			return;
		}
		E event;
		try {
			event = this.events.create(snapshot);
		}
		catch (CodecException ex) {
			report(snapshot.path(), WatchError.Kind.PAYLOAD, ex);
			return;
		}
		catch (RuntimeException ex) {
			// its message may quote the payload
			report(snapshot.path(), WatchError.Kind.PAYLOAD,
					new CodecException("The codec failed with " + ex.getClass().getName()));
			return;
		}
		this.called = snapshot;
		try {
			if (!this.method.call(this.arguments.apply(event))) {
				close();
			}
		}
		catch (Throwable ex) {
			if (this.closed) {
				logger.debug("Watch '" + id() + "' ended while its method ran", ex);
				return;
			}
			report(snapshot.path(), WatchError.Kind.METHOD, ex);
		}
	}

	/**
	 * Tell the error handler.
	 * @param path the znode concerned
	 * @param kind what went wrong
	 * @param cause why
	 */
	void report(@Nullable String path, WatchError.Kind kind, Throwable cause) {
		S last = this.delivered;
		WatchError error = new WatchError(id(), (path != null) ? path : path(), (last != null) ? last.stat() : null,
				kind, cause);
		try {
			this.errorHandler.handle(error);
		}
		catch (Exception ex) {
			logger.error("The error handler of watch '" + id() + "' failed", ex);
		}
	}

	@Override
	public String id() {
		return this.endpoint.id();
	}

	@Override
	public String path() {
		return this.endpoint.path();
	}

	@Override
	public boolean isStale() {
		MirrorSubscription open = this.subscription;
		return open == null || open.isStale() || this.newest.get() != null;
	}

	@Override
	public boolean isClosed() {
		return this.closed;
	}

	@Override
	public void close() {
		this.closed = true;
		this.task.close();
		MirrorSubscription open = this.subscription;
		if (open != null) {
			open.close();
		}
		this.initialised.complete(null);
	}

	boolean awaitEnd(long deadline) throws InterruptedException {
		return this.task.awaitEnd(deadline);
	}

}
