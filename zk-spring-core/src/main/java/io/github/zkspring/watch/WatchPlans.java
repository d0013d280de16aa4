package io.github.zkspring.watch;

import java.time.Duration;
import java.util.function.Consumer;

import io.github.zkspring.client.support.CallObserver;
import io.github.zkspring.mirror.ChildrenSnapshot;
import io.github.zkspring.mirror.Mirror;
import io.github.zkspring.mirror.MirrorListener;
import io.github.zkspring.mirror.Snapshot;
import io.github.zkspring.mirror.TreeListener;
import io.github.zkspring.mirror.TreeScope;
import io.github.zkspring.mirror.ZnodeSnapshot;
import io.github.zkspring.watch.dispatch.Dispatcher;
import org.jspecify.annotations.Nullable;

/**
 * Knows for each kind of watch where its states come from and what becomes of them.
 */
public class WatchPlans {

	private final Mirror mirror;

	private final Dispatcher dispatcher;

	private final WatchListeners listeners;

	private final CallObserver<ObservedDelivery> calls;

	/**
	 * Create plans.
	 * @param mirror where the states come from
	 * @param dispatcher brings the calls to their threads
	 * @param listeners are told of errors, and of more where they want to
	 * @param calls looks at the calls of watches
	 */
	public WatchPlans(Mirror mirror, Dispatcher dispatcher, WatchListeners listeners,
			CallObserver<ObservedDelivery> calls) {
		this.mirror = mirror;
		this.dispatcher = dispatcher;
		this.listeners = listeners;
		this.calls = calls;
	}

	WatchSettings settings(ZkWatch.Kind kind, WatchErrorHandler errorHandler, Duration settle,
			Consumer<ZkWatch> ended) {
		return new WatchSettings(kind, this.dispatcher, new CountedErrorHandler(this.listeners, errorHandler), settle,
				WatchObserver.of(this.listeners, ended), this.calls);
	}

	WatchPlan<MirrorListener<ZnodeSnapshot>, ZnodeSnapshot, ZnodeEvent<Object>> data(WatchSettings settings,
			WatchArguments.@Nullable Payload payload) {
		return new WatchPlan<>(settings, this.mirror::data, new ZnodeEvents(payload));
	}

	WatchPlan<MirrorListener<ChildrenSnapshot>, ChildrenSnapshot, ChildrenEvent<Object>> children(
			WatchSettings settings, WatchArguments.@Nullable Payload payload, boolean stat) {
		return new WatchPlan<>(settings, (payload != null) ? this.mirror::childrenWithData : this.mirror::children,
				new ChildrenEvents(payload, stat));
	}

	WatchPlan<TreeListener, ZnodeSnapshot, ZnodeEvent<Object>> znodes(WatchSettings settings,
			WatchArguments.@Nullable Payload payload, TreeScope scope) {
		return tree(settings, new ZnodeEvents(payload), scope);
	}

	WatchPlan<TreeListener, ChildrenSnapshot, ChildrenEvent<Object>> wholeTree(WatchSettings settings,
			WatchArguments.@Nullable Payload payload, TreeScope scope) {
		return tree(settings, new TreeEvents(payload), scope);
	}

	private <S extends Snapshot, E> WatchPlan<TreeListener, S, E> tree(WatchSettings settings,
			EventFactory<S, E> events, TreeScope scope) {
		return new WatchPlan<>(settings, (path, listener) -> this.mirror.tree(path, scope, listener), events);
	}

}
