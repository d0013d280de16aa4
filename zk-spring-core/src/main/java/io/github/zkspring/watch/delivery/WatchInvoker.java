package io.github.zkspring.watch.delivery;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.github.zkspring.client.support.CallObserver;
import io.github.zkspring.client.support.Listeners;
import io.github.zkspring.mirror.ChildrenSnapshot;
import io.github.zkspring.mirror.Snapshot;
import io.github.zkspring.mirror.ZnodeSnapshot;
import io.github.zkspring.watch.ObservedDelivery;
import io.github.zkspring.watch.WatchDelivery;
import io.github.zkspring.watch.WatchError;
import io.github.zkspring.watch.WatchErrorHandler.Reaction;
import io.github.zkspring.watch.WatchErrorListener;
import io.github.zkspring.watch.WatchListener;
import io.github.zkspring.watch.ZkWatch;
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

	private final Supplier<Listeners<WatchErrorListener>> listeners;

	private final CallObserver<ObservedDelivery> calls;

	private final WatchTarget<E> target;

	private volatile @Nullable ConsecutiveFailures failures;

	/**
	 * Creates an invoker.
	 * @param listeners returns the listeners of the application
	 * @param calls observes calls while they run
	 * @param target the target
	 */
	WatchInvoker(Supplier<Listeners<WatchErrorListener>> listeners, CallObserver<ObservedDelivery> calls,
			WatchTarget<E> target) {
		this.listeners = listeners;
		this.calls = calls;
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
	 * @param watch the watch
	 * @param event the event
	 * @param change the change that it describes
	 * @return how the watch continues
	 */
	Reaction invoke(DefaultZkWatch<?, E> watch, E event, PendingState.Change<?> change) {
		ConsecutiveFailures last = this.failures;
		ConsecutiveFailures before = (last != null && last.state == change.state()) ? last : null;
		try {
			DeliveredChange difference = (before != null) ? DeliveredChange.UNKNOWN
					: DeliveredChange.of(change.state(), change.previous());
			boolean proceed = invokeMeasured(watch, event, difference);
			this.failures = null;
			return proceed ? Reaction.proceed() : Reaction.end();
		}
		catch (Throwable ex) {
			if (watch.isClosed() || watch.task().isStopped()) {
				logger.debug(watch + " ended while its code ran", ex);
				return Reaction.proceed();
			}
			return handleFailure(watch, change.state(), before, ex);
		}
	}

	// listeners see a call before the watch ends because of it
	private boolean invokeMeasured(DefaultZkWatch<?, E> watch, E event, DeliveredChange difference) throws Throwable {
		long begin = System.nanoTime();
		long beginMillis = System.currentTimeMillis();
		boolean failed = true;
		try {
			boolean proceed = invokeObserved(watch, event);
			failed = false;
			return proceed;
		}
		finally {
			WatchDelivery delivery = difference.toDelivery(begin, beginMillis, failed);
			notifyWatchListeners((listener) -> listener.delivered(watch, delivery));
		}
	}

	private boolean invokeObserved(ZkWatch watch, E event) throws Throwable {
		ZnodeEvent<?> znode = (event instanceof ZnodeEvent<?> single) ? single : null;
		CallObserver.Observed observed = this.calls.begin(new ObservedDelivery(watch.id(), watch.kind(),
				(znode != null) ? znode.path() : watch.path(), (znode != null) ? znode.type() : null));
		try {
			return this.target.invoke(event);
		}
		catch (Throwable ex) {
			observed.failed(ex);
			throw ex;
		}
		finally {
			// the error handler does not inherit an interrupt of the target
			Thread.interrupted();
			observed.end();
		}
	}

	private Reaction handleFailure(DefaultZkWatch<?, ?> watch, Snapshot state, @Nullable ConsecutiveFailures before,
			Throwable cause) {
		ConsecutiveFailures failed = (before != null) ? before.next()
				: new ConsecutiveFailures(state, 1, System.nanoTime());
		// a state that arrives while the error handler runs ends the pause it asks for
		this.failures = failed;
		Reaction reaction = handle(watch, new WatchError(watch.id(), state.path(), state.stat(), WatchError.Kind.METHOD,
				cause, failed.count(), Duration.ofNanos(System.nanoTime() - failed.since)));
		if (reaction.redeliverAfter() == null) {
			this.failures = null;
		}
		return reaction;
	}

	/**
	 * Passes an error to the listeners and to the error handler.
	 * @param watch the watch
	 * @param error the error
	 * @return how the watch continues
	 */
	Reaction handle(DefaultZkWatch<?, ?> watch, WatchError error) {
		watch.counters().failed(error);
		try {
			this.listeners.get().notifyListeners((listener) -> listener.failed(error));
			return watch.definition().errorHandler().react(error);
		}
		catch (Throwable ex) {
			logger.error("The error handler of watch '" + watch.id() + "' failed", ex);
			return Reaction.proceed();
		}
		finally {
			Thread.interrupted();
		}
	}

	/**
	 * Informs the listeners that the watch has ended.
	 * @param watch the watch
	 */
	void ended(ZkWatch watch) {
		notifyWatchListeners((listener) -> listener.ended(watch));
	}

	private void notifyWatchListeners(Consumer<WatchListener> event) {
		this.listeners.get().notifyListeners((listener) -> {
			if (listener instanceof WatchListener watchListener) {
				event.accept(watchListener);
			}
		});
	}

	/**
	 * Counts the consecutive failures of one state.
	 *
	 * @param state the state
	 * @param count the number of failures
	 * @param since the time of the first failure, as by {@link System#nanoTime()}
	 */
	private record ConsecutiveFailures(Snapshot state, int count, long since) {

		ConsecutiveFailures next() {
			return new ConsecutiveFailures(this.state, this.count + 1, this.since);
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
			if (!(now instanceof ChildrenSnapshot children)) {
				return ofZnode(now.stat(), before.stat());
			}
			Map<String, ZnodeSnapshot> last = ((ChildrenSnapshot) before).data();
			return (children.data().isEmpty() && last.isEmpty()) ? ofNames(now, before) : ofData(children.data(), last);
		}

		private static DeliveredChange ofNames(Snapshot now, Snapshot before) {
			return new DeliveredChange(0,
					isSameZnode(now.stat(), before.stat()) ? now.version() - before.version() : 1);
		}

		private static DeliveredChange ofData(Map<String, ZnodeSnapshot> now, Map<String, ZnodeSnapshot> before) {
			Set<String> names = new HashSet<>(now.keySet());
			names.addAll(before.keySet());
			List<DeliveredChange> changes = names.stream()
				.map((name) -> ofZnode(stat(now.get(name)), stat(before.get(name))))
				.toList();
			return new DeliveredChange(changes.stream().mapToLong(DeliveredChange::modified).max().orElse(0),
					changes.stream().mapToLong(DeliveredChange::changes).sum());
		}

		private static @Nullable Stat stat(@Nullable ZnodeSnapshot znode) {
			return (znode != null) ? znode.stat() : null;
		}

		// a deletion and the creation after it are two changes
		private static DeliveredChange ofZnode(@Nullable Stat now, @Nullable Stat before) {
			if (now == null) {
				return new DeliveredChange(0, (before != null) ? 1 : 0);
			}
			if (before == null) {
				return new DeliveredChange(now.getMtime(), now.getVersion() + 1);
			}
			long changes = isSameZnode(now, before) ? now.getVersion() - before.getVersion() : now.getVersion() + 2;
			return new DeliveredChange((changes > 0) ? now.getMtime() : 0, changes);
		}

		private static boolean isSameZnode(@Nullable Stat now, @Nullable Stat before) {
			return now != null && before != null && now.getCzxid() == before.getCzxid();
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
