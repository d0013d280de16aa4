package io.github.zkspring.watch.delivery;

import java.time.Duration;
import java.util.Map;

import io.github.zkspring.client.support.CallObserver;
import io.github.zkspring.mirror.ChildrenSnapshot;
import io.github.zkspring.mirror.Snapshot;
import io.github.zkspring.mirror.ZnodeSnapshot;
import io.github.zkspring.watch.ChildrenEvent;
import io.github.zkspring.watch.ObservedDelivery;
import io.github.zkspring.watch.WatchDelivery;
import io.github.zkspring.watch.WatchError;
import io.github.zkspring.watch.WatchErrorHandler;
import io.github.zkspring.watch.WatchErrorHandler.Reaction;
import io.github.zkspring.watch.ZnodeEvent;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * Invokes the target of a watch and handles its errors. Listeners and observers see each
 * call; errors go to the listeners and then to the error handler, which decides how the
 * watch continues. Used by the delivering thread.
 *
 * @param <E> the kind of event
 */
class WatchInvoker<E> {

	private static final Log logger = LogFactory.getLog(WatchInvoker.class);

	private final WatchServices services;

	private final DefaultZkWatch<?, E> watch;

	private final WatchTarget<E> target;

	private volatile @Nullable ConsecutiveFailures failures;

	WatchInvoker(WatchServices services, DefaultZkWatch<?, E> watch, WatchTarget<E> target) {
		this.services = services;
		this.watch = watch;
		this.target = target;
	}

	WatchTarget<E> target() {
		return this.target;
	}

	/**
	 * Returns whether the state of a znode is to be delivered again after a failure.
	 * @param path the path of the znode
	 * @return {@code true} if its last delivery failed
	 */
	boolean isFailed(String path) {
		ConsecutiveFailures known = this.failures;
		return known != null && known.state().path().equals(path);
	}

	/**
	 * Delivers an event.
	 * @param event the event
	 * @param change the change that it describes
	 * @return how the watch continues
	 */
	Reaction invoke(E event, PendingState.Change<?> change) {
		ConsecutiveFailures before = ConsecutiveFailures.of(change.state(), this.failures);
		try {
			boolean proceed = invokeMeasured(event, (before != null) ? null : change);
			this.failures = null;
			return proceed ? Reaction.proceed() : Reaction.end();
		}
		catch (Throwable ex) {
			if (this.watch.isClosed() || this.watch.isStopped()) {
				logger.debug(this.watch + " ended while its code ran", ex);
				return Reaction.proceed();
			}
			return handleFailure(change.state(), before, ex);
		}
	}

	// listeners see a call before the watch ends because of it
	private boolean invokeMeasured(E event, PendingState.@Nullable Change<?> change) throws Throwable {
		WatchListeners listeners = this.services.listeners();
		if (!listeners.isMeasuring()) {
			return invokeObserved(event);
		}
		DeliveredChange difference = (change != null) ? DeliveredChange.of(change.state(), change.previous())
				: DeliveredChange.UNKNOWN;
		long begin = System.nanoTime();
		long beginMillis = System.currentTimeMillis();
		boolean failed = true;
		try {
			boolean proceed = invokeObserved(event);
			failed = false;
			return proceed;
		}
		finally {
			listeners.delivered(this.watch, difference.toDelivery(begin, beginMillis, failed));
		}
	}

	private boolean invokeObserved(E event) throws Throwable {
		if (this.services.calls() == CallObserver.<ObservedDelivery>none()) {
			return invokeTarget(event);
		}
		CallObserver.Observed observed = this.services.calls().begin(observedDelivery(event));
		try {
			return invokeTarget(event);
		}
		catch (Throwable ex) {
			observed.failed(ex);
			throw ex;
		}
		finally {
			observed.end();
		}
	}

	private ObservedDelivery observedDelivery(E event) {
		return (event instanceof ZnodeEvent<?> znode)
				? new ObservedDelivery(this.watch.id(), this.watch.kind(), znode.path(), znode.type())
				: new ObservedDelivery(this.watch.id(), this.watch.kind(), ((ChildrenEvent<?>) event).path(), null);
	}

	private boolean invokeTarget(E event) throws Throwable {
		try {
			return this.target.invoke(event);
		}
		finally {
			// the error handler does not inherit an interrupt of the target
			Thread.interrupted();
		}
	}

	private Reaction handleFailure(Snapshot state, @Nullable ConsecutiveFailures before, Throwable cause) {
		ConsecutiveFailures failed = (before != null) ? before.next()
				: new ConsecutiveFailures(state, 1, System.nanoTime());
		// a state that arrives while the error handler runs ends the pause it asks for
		this.failures = failed;
		Reaction reaction = handle(new WatchError(this.watch.id(), state.path(), state.stat(), WatchError.Kind.METHOD,
				cause, failed.count(), failed.elapsed()));
		if (reaction.redeliverAfter() == null) {
			this.failures = null;
		}
		return reaction;
	}

	/**
	 * Passes an error to the listeners and to the error handler.
	 * @param error the error
	 * @return how the watch continues
	 */
	Reaction handle(WatchError error) {
		WatchErrorHandler handler = this.watch.definition().errorHandler();
		this.watch.counters().failed(error);
		try {
			this.services.listeners().failed(error);
			return handler.react(error);
		}
		catch (Throwable ex) {
			logger.error("The error handler of watch '" + this.watch.id() + "' failed", ex);
			return Reaction.proceed();
		}
		finally {
			Thread.interrupted();
		}
	}

	/**
	 * Informs the listeners that the watch has ended.
	 */
	void ended() {
		this.services.listeners().ended(this.watch);
	}

	/**
	 * Counts the consecutive failures of one state.
	 *
	 * @param state the state
	 * @param count the number of failures
	 * @param since the time of the first failure, as by {@link System#nanoTime()}
	 */
	private record ConsecutiveFailures(Snapshot state, int count, long since) {

		static @Nullable ConsecutiveFailures of(Snapshot state, @Nullable ConsecutiveFailures last) {
			return (last != null && last.state == state) ? last : null;
		}

		ConsecutiveFailures next() {
			return new ConsecutiveFailures(this.state, this.count + 1, this.since);
		}

		Duration elapsed() {
			return Duration.ofNanos(System.nanoTime() - this.since);
		}

	}

	/**
	 * Describes how a delivered state differs from the state delivered before, for
	 * metrics.
	 *
	 * @param modified the newest modification time in it, by the clock of the servers;
	 * {@code 0} if unknown
	 * @param changes the number of changes since the state delivered before
	 */
	record DeliveredChange(long modified, long changes) {

		static final DeliveredChange UNKNOWN = new DeliveredChange(0, 0);

		/**
		 * Compares two states.
		 * @param now the state to deliver
		 * @param before the state delivered before, {@code null} for the first delivery
		 * @return the difference
		 */
		static DeliveredChange of(Snapshot now, @Nullable Snapshot before) {
			if (before == null) {
				return UNKNOWN;
			}
			if (now instanceof ChildrenSnapshot children) {
				Map<String, ZnodeSnapshot> last = ((ChildrenSnapshot) before).data();
				return (children.data().isEmpty() && last.isEmpty()) ? names(now.stat(), before.stat())
						: data(children.data(), last);
			}
			Stat stat = now.stat();
			return new DeliveredChange((stat != null) ? stat.getMtime() : 0, count(stat, before.stat()));
		}

		private static DeliveredChange names(@Nullable Stat now, @Nullable Stat before) {
			if (now == null || before == null || now.getCzxid() != before.getCzxid()) {
				return new DeliveredChange(0, 1);
			}
			return new DeliveredChange(0, now.getCversion() - before.getCversion());
		}

		private static DeliveredChange data(Map<String, ZnodeSnapshot> now, Map<String, ZnodeSnapshot> before) {
			long newest = 0;
			long total = 0;
			for (Map.Entry<String, ZnodeSnapshot> entry : now.entrySet()) {
				ZnodeSnapshot last = before.get(entry.getKey());
				Stat stat = entry.getValue().stat();
				long own = count(stat, (last != null) ? last.stat() : null);
				total += own;
				newest = (own > 0 && stat != null) ? Math.max(newest, stat.getMtime()) : newest;
			}
			for (String name : before.keySet()) {
				total += now.containsKey(name) ? 0 : 1;
			}
			return new DeliveredChange(newest, total);
		}

		// a deletion and the creation after it are two changes
		private static long count(@Nullable Stat now, @Nullable Stat before) {
			if (now == null) {
				return (before != null) ? 1 : 0;
			}
			if (before == null) {
				return now.getVersion() + 1;
			}
			return (now.getCzxid() == before.getCzxid()) ? now.getVersion() - before.getVersion()
					: now.getVersion() + 2;
		}

		/**
		 * Describes a call that delivered the change.
		 * @param begin the begin of the call, as by {@link System#nanoTime()}
		 * @param beginMillis the same by the wall clock
		 * @param failed whether it threw an exception
		 * @return the delivery
		 */
		WatchDelivery toDelivery(long begin, long beginMillis, boolean failed) {
			return new WatchDelivery(failed, Duration.ofNanos(System.nanoTime() - begin),
					(this.modified != 0) ? Duration.ofMillis(Math.max(0, beginMillis - this.modified)) : null,
					Math.max(0, this.changes - 1));
		}

	}

}
