package io.github.zkspring.watch.method;

import io.github.zkspring.codec.ZnodeCodecs;
import io.github.zkspring.watch.ChildrenEvent;
import io.github.zkspring.watch.ZnodeEvent;
import io.github.zkspring.watch.delivery.DefaultZkWatch;
import io.github.zkspring.watch.delivery.WatchFactory;
import io.github.zkspring.watch.delivery.WatchTarget;

import org.springframework.beans.factory.BeanFactory;

/**
 * Creates the watches of annotated methods with the {@link WatchFactory}. Rejects
 * unsupported signatures.
 * <p>
 * Internal, not part of the API for applications.
 */
public class MethodWatchFactory {

	private final WatchFactory watches;

	private final ZnodeCodecs codecs;

	private final BeanFactory beanFactory;

	/**
	 * Creates a factory.
	 * @param watches creates watches
	 * @param codecs the codecs for payloads
	 * @param beanFactory the factory of the annotated beans
	 */
	public MethodWatchFactory(WatchFactory watches, ZnodeCodecs codecs, BeanFactory beanFactory) {
		this.watches = watches;
		this.codecs = codecs;
		this.beanFactory = beanFactory;
	}

	DefaultZkWatch<?, ?> create(WatchEndpoint endpoint) {
		return switch (endpoint.kind()) {
			case DATA -> {
				WatchArguments<ZnodeEvent<Object>> arguments = read(endpoint, EventParameters::ofZnode);
				yield this.watches.data(endpoint.path(), arguments.payloads(), endpoint.options(),
						target(endpoint, arguments));
			}
			case CHILDREN -> {
				WatchArguments<ChildrenEvent<Object>> arguments = read(endpoint, EventParameters::ofChildren);
				yield this.watches.children(endpoint.path(), arguments.payloads(), arguments.stat(), endpoint.options(),
						target(endpoint, arguments));
			}
			case TREE -> EventParameters.isWholeTree(endpoint.method().method()) ? wholeTree(endpoint) : tree(endpoint);
		};
	}

	private DefaultZkWatch<?, ?> tree(WatchEndpoint endpoint) {
		if (!endpoint.options().settle().isZero()) {
			throw endpoint.method()
				.invalid("it is called for each znode, which has no settle time",
						"Take the whole tree as Map<String, T> or ChildrenEvent<T>, or omit the attribute 'settle'.");
		}
		WatchArguments<ZnodeEvent<Object>> arguments = read(endpoint, EventParameters::ofZnode);
		return this.watches.tree(endpoint.path(), arguments.payloads(), endpoint.options(),
				target(endpoint, arguments));
	}

	private DefaultZkWatch<?, ?> wholeTree(WatchEndpoint endpoint) {
		WatchArguments<ChildrenEvent<Object>> arguments = read(endpoint, EventParameters::ofWholeTree);
		return this.watches.wholeTree(endpoint.path(), arguments.payloads(), endpoint.options(),
				target(endpoint, arguments));
	}

	private <E> WatchArguments<E> read(WatchEndpoint endpoint, WatchSignature.ParameterMapping<E> mapping) {
		return new WatchSignature<>(endpoint.method(), this.codecs, mapping).read();
	}

	private <E> WatchTarget<E> target(WatchEndpoint endpoint, WatchArguments<E> arguments) {
		return new MethodTarget<>(endpoint.method(), arguments, this.beanFactory);
	}

}
