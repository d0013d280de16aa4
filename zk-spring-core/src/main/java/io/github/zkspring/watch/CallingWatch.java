package io.github.zkspring.watch;

import java.time.Duration;

import io.github.zkspring.client.CodecException;
import io.github.zkspring.mirror.Snapshot;
import io.github.zkspring.mirror.ZnodeSnapshot;
import io.github.zkspring.watch.dispatch.SerialDelivery;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * The calls of a watch: the user's code, its error handler, and what becomes of the watch
 * then.
 *
 * @param <E> the kind of event
 */
abstract class CallingWatch<E> extends SerialDelivery implements ZkWatch {

	private static final Log logger = LogFactory.getLog(CallingWatch.class);

	final WatchSettings settings;

	private final String id;

	private final String path;

	private final WatchCall<E> call;

	private final WatchCounters counters = new WatchCounters();

	/** Touched by the delivering thread alone. */
	private @Nullable Failures failures;

	CallingWatch(WatchSettings settings, String id, String path, WatchCall<E> call) {
		super(settings.dispatcher());
		this.settings = settings;
		this.id = id;
		this.path = path;
		this.call = ObservedCall.of(settings, id, call);
	}

	/**
	 * Call the user's code.
	 * @param event its event
	 * @param state the state that is delivered
	 * @param znode the path and the stat to report an error with
	 * @param change how the state differs from the one delivered before
	 * @return whether the state counts as delivered; else it is to be delivered again
	 */
	boolean call(E event, Object state, Znode znode, DeliveredChange change) {
		try {
			Failures known = this.failures;
			boolean again = known != null && known.state() == state;
			if (!run(event, again ? DeliveredChange.UNKNOWN : change)) {
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

	// told before the watch ends itself
	private boolean run(E event, DeliveredChange change) throws Throwable {
		if (!this.settings.observer().isMeasuring()) {
			return this.settings.dispatcher().calls().call(this, () -> this.call.call(event));
		}
		long begin = System.nanoTime();
		long beginMillis = System.currentTimeMillis();
		boolean failed = true;
		try {
			boolean goOn = this.settings.dispatcher().calls().call(this, () -> this.call.call(event));
			failed = false;
			return goOn;
		}
		finally {
			this.settings.observer().delivered(this, change.delivered(begin, beginMillis, failed));
		}
	}

	/**
	 * Compare a state with the one before, where somebody measures.
	 * @param now the state to deliver
	 * @param before the one delivered last
	 * @return the change
	 */
	DeliveredChange change(Snapshot now, @Nullable Snapshot before) {
		return this.settings.observer().isMeasuring() ? DeliveredChange.of(now, before) : DeliveredChange.UNKNOWN;
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
	 * @param refused the path that was refused
	 * @return {@code true} unless it is about a znode below the path
	 */
	boolean concernsAll(String refused) {
		return refused.equals(this.path);
	}

	void unreadable(ZnodeSnapshot znode, CodecException ex) {
		report(new Znode(znode.path(), znode.stat()), WatchError.Kind.PAYLOAD, ex);
	}

	private WatchErrorHandler.Reaction react(WatchError error) {
		this.counters.failed(error);
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

	WatchCounters counters() {
		return this.counters;
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
	public String target() {
		return this.call.toString();
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

}
