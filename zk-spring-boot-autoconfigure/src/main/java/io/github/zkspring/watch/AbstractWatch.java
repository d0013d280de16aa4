package io.github.zkspring.watch;

import java.time.Duration;

import io.github.zkspring.client.CodecException;
import io.github.zkspring.mirror.MirrorSubscription;
import io.github.zkspring.mirror.ZnodeSnapshot;
import io.github.zkspring.watch.dispatch.SerialDelivery;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * What all kinds of watches share: the subscription, the call of the user's code, and
 * what becomes of errors.
 *
 * @param <E> the kind of event
 */
abstract class AbstractWatch<E> extends SerialDelivery implements ZkWatch {

	private static final Log logger = LogFactory.getLog(AbstractWatch.class);

	private final WatchSettings settings;

	private final String id;

	private final String path;

	private final WatchCall<E> call;

	private volatile @Nullable MirrorSubscription subscription;

	/** Touched by the delivering thread alone. */
	private @Nullable Failures failures;

	AbstractWatch(WatchSettings settings, String id, String path, WatchCall<E> call) {
		super(settings.dispatcher());
		this.settings = settings;
		this.id = id;
		this.path = path;
		this.call = call;
	}

	/**
	 * Begin to watch, or begin again.
	 * @return the subscription
	 */
	abstract MirrorSubscription subscribe();

	/**
	 * Whether there is a state that was not delivered.
	 * @return {@code true} when there is one
	 */
	abstract boolean isBehind();

	/**
	 * Start, for the first time or after {@link #suspend()}: the present state comes, and
	 * is delivered when it differs from the one delivered last. Not to be called at the
	 * same time as {@link #suspend()}.
	 */
	void open() {
		if (isClosed() || this.subscription != null) {
			return;
		}
		unsuspend();
		this.subscription = subscribe();
		if (isClosed()) {
			unsubscribe();
		}
	}

	/**
	 * Stop, until it is opened again.
	 */
	void suspend() {
		suspendRounds();
		unsubscribe();
	}

	private void unsubscribe() {
		MirrorSubscription open = this.subscription;
		this.subscription = null;
		if (open != null) {
			open.close();
		}
	}

	/**
	 * Take note that a new state has come.
	 */
	void arrived() {
		if (!this.settings.settle().isZero() && isInitialised()) {
			hold(this.settings.settle());
		}
		else {
			release();
		}
		signal();
	}

	/**
	 * Call the user's code.
	 * @param event its event
	 * @param state the state that is delivered
	 * @param znode the path and the stat to report an error with
	 * @return whether the state counts as delivered; else it is to be delivered again
	 */
	boolean call(E event, Object state, Znode znode) {
		try {
			if (!this.settings.dispatcher().calls().call(this, () -> this.call.call(event))) {
				close();
			}
			this.failures = null;
			return true;
		}
		catch (Throwable ex) {
			if (isClosed() || isSuspended()) {
				logger.debug(this + " ended while its code ran", ex);
				return true;
			}
			return !redeliver(state, znode, ex);
		}
	}

	private boolean redeliver(Object state, Znode znode, Throwable cause) {
		Failures known = this.failures;
		Failures failed = Failures.of(state, (known != null && known.state() == state) ? known : null);
		WatchErrorHandler.Reaction reaction = react(new WatchError(this.id, znode.path(), znode.stat(),
				WatchError.Kind.METHOD, cause, failed.count(), failed.elapsed()));
		Duration pause = reaction.redeliverAfter();
		this.failures = (pause != null) ? failed : null;
		if (pause != null) {
			hold(pause);
		}
		return pause != null;
	}

	/**
	 * Tell the error handler what did not come from the user's code.
	 * @param znode the znode concerned
	 * @param kind what went wrong
	 * @param cause why
	 */
	void report(Znode znode, WatchError.Kind kind, Throwable cause) {
		react(new WatchError(this.id, znode.path(), znode.stat(), kind, cause));
	}

	/**
	 * Whether a refused read leaves nothing to deliver for now, and not only a part.
	 * @param ex the refusal
	 * @return {@code true} unless it is about a znode below the path
	 */
	boolean concernsAll(KeeperException ex) {
		String refused = ex.getPath();
		return refused == null || refused.equals(this.path) || !refused.startsWith(this.path);
	}

	void unreadable(ZnodeSnapshot znode, CodecException ex) {
		report(new Znode(znode.path(), znode.stat()), WatchError.Kind.PAYLOAD, ex);
	}

	private WatchErrorHandler.Reaction react(WatchError error) {
		WatchErrorHandler.Reaction reaction = WatchErrorHandler.Reaction.proceed();
		try {
			reaction = this.settings.dispatcher().calls().call(this, () -> this.settings.errorHandler().react(error));
		}
		catch (Throwable ex) {
			logger.error("The error handler of watch '" + this.id + "' failed", ex);
		}
		if (reaction.close()) {
			close();
		}
		return reaction;
	}

	@Override
	public String id() {
		return this.id;
	}

	@Override
	public String path() {
		return this.path;
	}

	@Override
	public Kind kind() {
		return this.settings.kind();
	}

	@Override
	public boolean isStale() {
		MirrorSubscription open = this.subscription;
		return open == null || open.isStale() || isBehind();
	}

	@Override
	public void close() {
		if (end()) {
			unsubscribe();
			this.settings.ended().accept(this);
		}
	}

	/**
	 * Names id, path and code.
	 */
	@Override
	public String toString() {
		return "watch '%s' on '%s' (%s)".formatted(this.id, this.path, this.call);
	}

	/**
	 * A znode that an error is about.
	 *
	 * @param path its path
	 * @param stat its stat, {@code null} when there is none
	 */
	record Znode(String path, @Nullable Stat stat) {

	}

	/**
	 * The failures in succession of one state.
	 *
	 * @param state the state
	 * @param count how many
	 * @param since when the first was, on the clock of {@link System#nanoTime()}
	 */
	private record Failures(Object state, int count, long since) {

		private static Failures of(Object state, @Nullable Failures before) {
			return (before != null) ? new Failures(state, before.count + 1, before.since)
					: new Failures(state, 1, System.nanoTime());
		}

		private Duration elapsed() {
			return Duration.ofNanos(System.nanoTime() - this.since);
		}

	}

}
