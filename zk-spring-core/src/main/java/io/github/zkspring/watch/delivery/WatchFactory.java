package io.github.zkspring.watch.delivery;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import io.github.zkspring.client.ZkPaths;
import io.github.zkspring.codec.PayloadConverter;
import io.github.zkspring.mirror.ChildrenSnapshot;
import io.github.zkspring.mirror.Mirror;
import io.github.zkspring.mirror.MirrorListener;
import io.github.zkspring.mirror.TreeListener;
import io.github.zkspring.mirror.TreeScope;
import io.github.zkspring.mirror.ZnodeSnapshot;
import io.github.zkspring.watch.ChildrenEvent;
import io.github.zkspring.watch.WatchErrorHandler;
import io.github.zkspring.watch.WatchOptions;
import io.github.zkspring.watch.ZkWatch;
import io.github.zkspring.watch.ZnodeEvent;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;
import org.springframework.util.ConcurrentLruCache;

/**
 * Creates the watches of annotated methods and of {@link DefaultZkWatches}. The caller
 * adds them to the {@link DefaultZkWatchRegistry}.
 * <p>
 * Internal, not part of the API for applications.
 */
public class WatchFactory {

	private static final int CACHED_DEFINITIONS = 64;

	private final Mirror mirror;

	private final WatchServices services;

	private final Supplier<WatchErrorHandler> defaultErrorHandler;

	private final AtomicLong generatedIds = new AtomicLong();

	/** Definitions of data watches with default options: there may be many of them. */
	private final ConcurrentLruCache<PayloadConverter, WatchDefinition<ZnodeSnapshot, ZnodeEvent<Object>>> dataDefinitions;

	/**
	 * Creates a factory.
	 * @param mirror the source of states
	 * @param services what all watches share
	 * @param defaultErrorHandler returns the handler of watches without their own; called
	 * late, since a handler may use watches itself
	 */
	public WatchFactory(Mirror mirror, WatchServices services, Supplier<WatchErrorHandler> defaultErrorHandler) {
		this.mirror = mirror;
		this.services = services;
		this.defaultErrorHandler = defaultErrorHandler;
		this.dataDefinitions = new ConcurrentLruCache<>(CACHED_DEFINITIONS,
				(payloads) -> dataDefinition(payloads, WatchOptions.defaults()));
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
		WatchDefinition<ZnodeSnapshot, ZnodeEvent<Object>> definition = (payloads != null
				&& options.errorHandler() == null) ? this.dataDefinitions.get(payloads)
						: dataDefinition(payloads, options);
		return watch(definition, options, path, target);
	}

	private WatchDefinition<ZnodeSnapshot, ZnodeEvent<Object>> dataDefinition(@Nullable PayloadConverter payloads,
			WatchOptions options) {
		PendingState.Source<MirrorListener<ZnodeSnapshot>> source = this.mirror::data;
		ZnodeEvents events = new ZnodeEvents(payloads);
		return new WatchDefinition<>(ZkWatch.Kind.DATA, options.settle(), errorHandler(options), events,
				(listener) -> new LatestState<>(source, events, listener));
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
		PendingState.Source<MirrorListener<ChildrenSnapshot>> source = (payloads != null)
				? this.mirror::childrenWithData : this.mirror::children;
		ChildrenEvents events = ChildrenEvents.ofChildren(payloads, stat);
		return watch(new WatchDefinition<>(ZkWatch.Kind.CHILDREN, options.settle(), errorHandler(options), events,
				(listener) -> new LatestState<>(source, events, listener)), options, path, target);
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
		TreeFilter filter = new TreeFilter(path, options.filter());
		return watch(
				new WatchDefinition<>(ZkWatch.Kind.TREE, options.settle(), errorHandler(options),
						new ZnodeEvents(payloads),
						(listener) -> new PendingTreeChanges(source(filter, options), filter, listener)),
				options, path, target);
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
		TreeFilter filter = new TreeFilter(path, options.filter());
		ChildrenEvents events = ChildrenEvents.ofTree(payloads);
		return watch(
				new WatchDefinition<>(ZkWatch.Kind.TREE, options.settle(), errorHandler(options), events,
						(listener) -> new LatestTree(source(filter, options), filter, events, listener)),
				options, path, target);
	}

	private PendingState.Source<TreeListener> source(TreeFilter filter, WatchOptions options) {
		TreeScope scope = filter.scope(options.depth());
		return (path, listener) -> this.mirror.tree(path, scope, listener);
	}

	private <E> DefaultZkWatch<?, E> watch(WatchDefinition<?, E> definition, WatchOptions options, String path,
			WatchTarget<E> target) {
		String id = options.id();
		if (id == null) {
			id = definition.kind().name().toLowerCase(Locale.ROOT) + "#" + this.generatedIds.incrementAndGet();
		}
		return new DefaultZkWatch<>(this.services, definition, id, ZkPaths.validate(path), target);
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
