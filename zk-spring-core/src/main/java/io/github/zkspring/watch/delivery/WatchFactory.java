package io.github.zkspring.watch.delivery;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;

import io.github.zkspring.client.ZkPaths;
import io.github.zkspring.client.support.CallObserver;
import io.github.zkspring.client.support.Listeners;
import io.github.zkspring.codec.PayloadConverter;
import io.github.zkspring.mirror.ChildrenSnapshot;
import io.github.zkspring.mirror.Mirror;
import io.github.zkspring.mirror.MirrorSubscription;
import io.github.zkspring.mirror.Snapshot;
import io.github.zkspring.mirror.TreeScope;
import io.github.zkspring.watch.ChildrenEvent;
import io.github.zkspring.watch.ObservedDelivery;
import io.github.zkspring.watch.WatchErrorHandler;
import io.github.zkspring.watch.WatchErrorListener;
import io.github.zkspring.watch.WatchOptions;
import io.github.zkspring.watch.ZkWatch;
import io.github.zkspring.watch.ZnodeEvent;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;
import org.springframework.util.function.SingletonSupplier;

/**
 * Creates the watches of annotated methods and of {@link DefaultZkWatches}. The caller
 * adds them to the {@link DefaultZkWatchRegistry}.
 * <p>
 * Internal, not part of the API for applications.
 */
public class WatchFactory {

	private final Mirror mirror;

	private final DeliveryExecutor executor;

	private final Supplier<Listeners<WatchErrorListener>> listeners;

	private final CallObserver<ObservedDelivery> calls;

	private final Supplier<WatchErrorHandler> defaultErrorHandler;

	private final AtomicLong generatedIds = new AtomicLong();

	/**
	 * Creates a factory.
	 * @param mirror the source of states
	 * @param executor runs deliveries
	 * @param listeners returns the listeners of the application; called with the first
	 * event, since they may use watches
	 * @param calls observes calls while they run
	 * @param defaultErrorHandler returns the handler of watches without their own; called
	 * late, since a handler may use watches itself
	 */
	public WatchFactory(Mirror mirror, DeliveryExecutor executor, Supplier<List<WatchErrorListener>> listeners,
			CallObserver<ObservedDelivery> calls, Supplier<WatchErrorHandler> defaultErrorHandler) {
		this.mirror = mirror;
		this.executor = executor;
		this.listeners = SingletonSupplier.of(() -> listeners(listeners.get()))::obtain;
		this.calls = calls;
		this.defaultErrorHandler = defaultErrorHandler;
	}

	private static Listeners<WatchErrorListener> listeners(List<WatchErrorListener> added) {
		Listeners<WatchErrorListener> listeners = new Listeners<>("watches");
		added.forEach(listeners::add);
		return listeners;
	}

	/**
	 * Creates a watch for the data of one znode.
	 * @param path the path of the znode
	 * @param payloads decodes payloads, {@code null} if none are needed
	 * @param options id and error handler
	 * @param target the target
	 * @return the watch, not started
	 */
	public DefaultZkWatch<?, ?> data(String path, @Nullable PayloadConverter payloads, WatchOptions options,
			WatchTarget<ZnodeEvent<Object>> target) {
		requireNoSettle(options);
		requireNoTree(options);
		ZnodeEvents events = new ZnodeEvents(payloads);
		return watch(definition(ZkWatch.Kind.DATA, path, options), events,
				(listener) -> new LatestState<>(events, listener, (state) -> this.mirror.data(path, state)), target);
	}

	/**
	 * Creates a watch for the children of one znode.
	 * @param path the path of the parent
	 * @param payloads decodes the payloads of the children, {@code null} to watch their
	 * names only
	 * @param stat whether the target uses the stat of the parent
	 * @param options id, error handler and settle time
	 * @param target the target
	 * @return the watch, not started
	 */
	public DefaultZkWatch<?, ?> children(String path, @Nullable PayloadConverter payloads, boolean stat,
			WatchOptions options, WatchTarget<ChildrenEvent<Object>> target) {
		requireNoTree(options);
		ChildrenEvents events = ChildrenEvents.ofChildren(payloads, stat);
		Function<LatestState<ChildrenSnapshot>, MirrorSubscription> source = (payloads != null)
				? (state) -> this.mirror.childrenWithData(path, state) : (state) -> this.mirror.children(path, state);
		return watch(definition(ZkWatch.Kind.CHILDREN, path, options), events,
				(listener) -> new LatestState<>(events, listener, source), target);
	}

	/**
	 * Creates a watch that delivers a tree znode by znode.
	 * @param path the path of the root
	 * @param payloads decodes payloads, {@code null} if none are needed
	 * @param options id, error handler, depth and filter
	 * @param target the target
	 * @return the watch, not started
	 */
	public DefaultZkWatch<?, ?> tree(String path, @Nullable PayloadConverter payloads, WatchOptions options,
			WatchTarget<ZnodeEvent<Object>> target) {
		requireNoSettle(options);
		TreeScope scope = scope(path, options);
		return watch(definition(ZkWatch.Kind.TREE, path, options), new ZnodeEvents(payloads),
				(listener) -> new PendingTreeChanges(scope, listener, (changes) -> this.mirror.tree(scope, changes)),
				target);
	}

	/**
	 * Creates a watch that delivers a tree as a whole.
	 * @param path the path of the root
	 * @param payloads decodes payloads, {@code null} if none are needed
	 * @param options id, error handler, settle time, depth and filter
	 * @param target the target
	 * @return the watch, not started
	 */
	public DefaultZkWatch<?, ?> wholeTree(String path, @Nullable PayloadConverter payloads, WatchOptions options,
			WatchTarget<ChildrenEvent<Object>> target) {
		TreeScope scope = scope(path, options);
		ChildrenEvents events = ChildrenEvents.ofTree(payloads);
		return watch(definition(ZkWatch.Kind.TREE, path, options), events, (listener) -> new LatestState<>(events,
				listener, (state) -> this.mirror.tree(scope, new WholeTree(scope, state))), target);
	}

	private static TreeScope scope(String path, WatchOptions options) {
		return new TreeScope(path, (options.depth() < 0) ? Integer.MAX_VALUE : options.depth(), options.filter());
	}

	private <S extends Snapshot, E> DefaultZkWatch<S, E> watch(DefaultZkWatch.Definition definition,
			EventFactory<S, E> events, Function<PendingState.Listener, PendingState<S>> pendingState,
			WatchTarget<E> target) {
		return new DefaultZkWatch<>(definition, events, pendingState, this.executor,
				new WatchInvoker<>(this.listeners, this.calls, target));
	}

	private DefaultZkWatch.Definition definition(ZkWatch.Kind kind, String path, WatchOptions options) {
		String id = options.id();
		if (id == null) {
			id = kind.name().toLowerCase(Locale.ROOT) + "#" + this.generatedIds.incrementAndGet();
		}
		return new DefaultZkWatch.Definition(id, ZkPaths.validate(path), kind, options.settle(), errorHandler(options));
	}

	private WatchErrorHandler errorHandler(WatchOptions options) {
		WatchErrorHandler handler = options.errorHandler();
		return (handler != null) ? handler : this.defaultErrorHandler.get();
	}

	private static void requireNoSettle(WatchOptions options) {
		Assert.isTrue(options.settle().isZero(), "'settle' is for children and for whole trees");
	}

	private static void requireNoTree(WatchOptions options) {
		Assert.isTrue(options.depth() == -1 && options.filter().isEmpty(), "'depth' and 'filter' are for trees");
	}

}
