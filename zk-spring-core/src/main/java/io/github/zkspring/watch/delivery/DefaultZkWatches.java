package io.github.zkspring.watch.delivery;

import java.lang.reflect.Type;

import io.github.zkspring.codec.PayloadConverter;
import io.github.zkspring.codec.ZnodeCodecs;
import io.github.zkspring.watch.ChildrenEvent;
import io.github.zkspring.watch.WatchCallback;
import io.github.zkspring.watch.WatchOptions;
import io.github.zkspring.watch.ZkWatch;
import io.github.zkspring.watch.ZkWatches;
import io.github.zkspring.watch.ZnodeEvent;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.ResolvableType;
import org.springframework.util.Assert;

/**
 * {@link ZkWatches} that creates watches with the {@link WatchFactory} and adds them to
 * the {@link DefaultZkWatchRegistry}.
 * <p>
 * Internal, not part of the API for applications.
 */
public class DefaultZkWatches implements ZkWatches {

	private final WatchFactory factory;

	private final DefaultZkWatchRegistry registry;

	private final ZnodeCodecs codecs;

	/**
	 * Creates watches.
	 * @param factory creates watches
	 * @param registry lists the watches until they are closed
	 * @param codecs the codecs for payloads
	 */
	public DefaultZkWatches(WatchFactory factory, DefaultZkWatchRegistry registry, ZnodeCodecs codecs) {
		this.factory = factory;
		this.registry = registry;
		this.codecs = codecs;
	}

	@Override
	public <T> ZkWatch data(String path, ParameterizedTypeReference<T> type, WatchOptions options,
			WatchCallback<ZnodeEvent<T>> callback) {
		return add(this.factory.data(path, payloads(type.getType()), options, target(callback)));
	}

	@Override
	public ZkWatch children(String path, WatchOptions options, WatchCallback<ChildrenEvent<Void>> callback) {
		return add(this.factory.children(path, null, true, options, target(callback)));
	}

	@Override
	public <T> ZkWatch childrenWithData(String path, ParameterizedTypeReference<T> type, WatchOptions options,
			WatchCallback<ChildrenEvent<T>> callback) {
		return add(this.factory.children(path, payloads(type.getType()), true, options, target(callback)));
	}

	@Override
	public <T> ZkWatch tree(String path, ParameterizedTypeReference<T> type, WatchOptions options,
			WatchCallback<ZnodeEvent<T>> callback) {
		return add(this.factory.tree(path, payloads(type.getType()), options, target(callback)));
	}

	@Override
	public <T> ZkWatch wholeTree(String path, ParameterizedTypeReference<T> type, WatchOptions options,
			WatchCallback<ChildrenEvent<T>> callback) {
		return add(this.factory.wholeTree(path, payloads(type.getType()), options, target(callback)));
	}

	private @Nullable PayloadConverter payloads(Type type) {
		if (type == Void.class) {
			return null;
		}
		ResolvableType resolved = ResolvableType.forType(type);
		Class<?> raw = resolved.resolve(Object.class);
		Assert.isTrue(raw != Object.class && !raw.isPrimitive(),
				() -> "'%s' is not a payload type: use String, byte[], a wrapper of a primitive or a record, for example"
					.formatted(type));
		return this.codecs.find(resolved)
			.map((codec) -> new PayloadConverter(resolved, codec))
			.orElseThrow(() -> new IllegalArgumentException(
					"No codec reads a znode as %s. %s".formatted(resolved, ZnodeCodecs.adviceFor(resolved))));
	}

	@SuppressWarnings({ "unchecked", "rawtypes" })
	private static <E> WatchTarget<E> target(WatchCallback<?> callback) {
		Assert.notNull(callback, "'callback' must not be null");
		return new CallbackTarget<>((WatchCallback) callback);
	}

	private ZkWatch add(DefaultZkWatch<?, ?> watch) {
		Assert.isTrue(this.registry.addUntilClosed(watch),
				() -> "A watch with the id '%s' exists already".formatted(watch.id()));
		return watch;
	}

	/**
	 * Invokes a callback.
	 *
	 * @param <E> the kind of event
	 * @param callback the callback
	 */
	private record CallbackTarget<E>(WatchCallback<E> callback) implements WatchTarget<E> {

		@Override
		public boolean invoke(E event) throws Exception {
			this.callback.changed(event);
			return true;
		}

		@Override
		public String toString() {
			return "callback " + this.callback.getClass().getName();
		}

	}

}
