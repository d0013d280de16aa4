package io.github.zkspring.watch;

import java.lang.reflect.Type;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import io.github.zkspring.client.ZkPaths;
import io.github.zkspring.mirror.MirrorListener;
import io.github.zkspring.mirror.ZnodeSnapshot;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.util.Assert;
import org.springframework.util.ConcurrentLruCache;

/**
 * {@link ZkWatches} over the registry. Plans and payload types of the most frequent kind
 * of watch are shared, so that a watch costs little beyond its path.
 */
public class DefaultZkWatches implements ZkWatches {

	private static final int SHARED = 64;

	private final WatchPlans plans;

	private final PayloadTypes types;

	private final WatchRegistry registry;

	private final Supplier<WatchErrorHandler> errorHandler;

	private final AtomicLong number = new AtomicLong();

	private final ConcurrentLruCache<Type, WatchPlan<MirrorListener<ZnodeSnapshot>, ZnodeSnapshot, ZnodeEvent<Object>>> dataPlans = new ConcurrentLruCache<>(
			SHARED, (type) -> dataPlan(type, WatchOptions.defaults()));

	/**
	 * Create watches.
	 * @param plans where states come from
	 * @param types knows how payloads are read
	 * @param registry takes the watches
	 * @param errorHandler gives the handler for watches without one of their own; asked
	 * late, since a handler may itself use watches
	 */
	public DefaultZkWatches(WatchPlans plans, PayloadTypes types, WatchRegistry registry,
			Supplier<WatchErrorHandler> errorHandler) {
		this.plans = plans;
		this.types = types;
		this.registry = registry;
		this.errorHandler = errorHandler;
	}

	@Override
	public <T> ZkWatch data(String path, ParameterizedTypeReference<T> type, WatchOptions options,
			WatchCallback<ZnodeEvent<T>> callback) {
		options.withoutSettle().withoutTree();
		Type payload = type.getType();
		return add(new StateWatch<>(
				(options.errorHandler() != null) ? dataPlan(payload, options) : this.dataPlans.get(payload),
				id(options, "data"), ZkPaths.validate(path), call(callback)));
	}

	private WatchPlan<MirrorListener<ZnodeSnapshot>, ZnodeSnapshot, ZnodeEvent<Object>> dataPlan(Type type,
			WatchOptions options) {
		return this.plans.data(settings(ZkWatch.Kind.DATA, options), this.types.find(type));
	}

	@Override
	public ZkWatch children(String path, WatchOptions options, WatchCallback<ChildrenEvent<Void>> callback) {
		return children(path, null, options, callback);
	}

	@Override
	public <T> ZkWatch childrenWithData(String path, ParameterizedTypeReference<T> type, WatchOptions options,
			WatchCallback<ChildrenEvent<T>> callback) {
		return children(path, this.types.find(type.getType()), options, callback);
	}

	private <T> ZkWatch children(String path, WatchArguments.@Nullable Payload payload, WatchOptions options,
			WatchCallback<ChildrenEvent<T>> callback) {
		options.withoutTree();
		return add(new StateWatch<>(this.plans.children(settings(ZkWatch.Kind.CHILDREN, options), payload, true),
				id(options, "children"), ZkPaths.validate(path), call(callback)));
	}

	@Override
	public <T> ZkWatch tree(String path, ParameterizedTypeReference<T> type, WatchOptions options,
			WatchCallback<ZnodeEvent<T>> callback) {
		options.withoutSettle();
		TreeFilter filter = new TreeFilter(ZkPaths.validate(path), options.filter());
		return add(new ZnodeTreeWatch(this.plans.znodes(settings(ZkWatch.Kind.TREE, options),
				this.types.find(type.getType()), filter.scope(options.depth())), id(options, "tree"), path,
				call(callback), filter));
	}

	@Override
	public <T> ZkWatch wholeTree(String path, ParameterizedTypeReference<T> type, WatchOptions options,
			WatchCallback<ChildrenEvent<T>> callback) {
		TreeFilter filter = new TreeFilter(ZkPaths.validate(path), options.filter());
		return add(new WholeTreeWatch(this.plans.wholeTree(settings(ZkWatch.Kind.TREE, options),
				this.types.find(type.getType()), filter.scope(options.depth())), id(options, "tree"), path,
				call(callback), filter));
	}

	private WatchSettings settings(ZkWatch.Kind kind, WatchOptions options) {
		WatchErrorHandler own = options.errorHandler();
		return this.plans.settings(kind, (own != null) ? own : this.errorHandler.get(), options.settle(),
				this.registry::remove);
	}

	private String id(WatchOptions options, String prefix) {
		String own = options.id();
		return (own != null) ? own : prefix + "#" + this.number.incrementAndGet();
	}

	@SuppressWarnings({ "unchecked", "rawtypes" })
	private static <E> WatchCall<E> call(WatchCallback<?> callback) {
		Assert.notNull(callback, "'callback' must not be null");
		return new CallbackCall<>((WatchCallback) callback);
	}

	private ZkWatch add(AbstractWatch<?> watch) {
		Assert.isTrue(this.registry.add(watch),
				() -> "There is a watch with the id '%s' already".formatted(watch.id()));
		return watch;
	}

}
