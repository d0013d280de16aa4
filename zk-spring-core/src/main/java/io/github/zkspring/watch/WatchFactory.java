package io.github.zkspring.watch;

import java.util.Objects;

import io.github.zkspring.codec.ZnodeCodecs;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;

/**
 * Builds the watches of annotated methods. A signature that cannot work is refused here,
 * before anything is watched.
 */
public class WatchFactory {

	private final WatchPlans plans;

	private final ZnodeCodecs codecs;

	private final BeanFactory beanFactory;

	/**
	 * Create a factory.
	 * @param plans where states come from
	 * @param codecs what reads payloads
	 * @param beanFactory knows the beans to call
	 */
	public WatchFactory(WatchPlans plans, ZnodeCodecs codecs, BeanFactory beanFactory) {
		this.plans = plans;
		this.codecs = codecs;
		this.beanFactory = beanFactory;
	}

	AbstractWatch<?> create(WatchEndpoint endpoint) {
		WatchOptions options = endpoint.options();
		WatchErrorHandler handler = options.errorHandler();
		WatchSettings settings = this.plans.settings(endpoint.kind(),
				(handler != null) ? handler : this.beanFactory.getBean(WatchErrorHandler.class), options.settle(),
				(watch) -> {
				});
		return switch (endpoint.kind()) {
			case DATA -> data(endpoint, settings);
			case CHILDREN -> children(endpoint, settings);
			case TREE -> tree(endpoint, settings);
		};
	}

	private AbstractWatch<?> data(WatchEndpoint endpoint, WatchSettings settings) {
		WatchArguments<ZnodeEvent<Object>> arguments = new DataSignature(endpoint.target(), this.codecs).read();
		return new StateWatch<>(this.plans.data(settings, arguments.payload()), id(endpoint), endpoint.path(),
				call(endpoint, arguments));
	}

	private AbstractWatch<?> children(WatchEndpoint endpoint, WatchSettings settings) {
		WatchArguments<ChildrenEvent<Object>> arguments = new ChildrenSignature(endpoint.target(), this.codecs).read();
		return new StateWatch<>(this.plans.children(settings, arguments.payload(), arguments.stat()), id(endpoint),
				endpoint.path(), call(endpoint, arguments));
	}

	private AbstractWatch<?> tree(WatchEndpoint endpoint, WatchSettings settings) {
		TreeFilter filter = new TreeFilter(endpoint.path(), endpoint.options().filter());
		if (TreeSignature.isWhole(endpoint.target().method())) {
			WatchArguments<ChildrenEvent<Object>> arguments = new TreeSignature(endpoint.target(), this.codecs).read();
			return new WholeTreeWatch(
					this.plans.wholeTree(settings, arguments.payload(), filter.scope(endpoint.options().depth())),
					id(endpoint), endpoint.path(), call(endpoint, arguments), filter);
		}
		DataSignature signature = new DataSignature(endpoint.target(), this.codecs);
		if (!settings.settle().isZero()) {
			throw signature.invalid("it is called for each znode, which cannot settle",
					"Take the whole tree as Map<String, T> or ChildrenEvent<T>, or leave the attribute 'settle' out.");
		}
		WatchArguments<ZnodeEvent<Object>> arguments = signature.read();
		return new ZnodeTreeWatch(
				this.plans.znodes(settings, arguments.payload(), filter.scope(endpoint.options().depth())),
				id(endpoint), endpoint.path(), call(endpoint, arguments), filter);
	}

	private <E> WatchCall<E> call(WatchEndpoint endpoint, WatchArguments<E> arguments) {
		return new MethodCall<>(endpoint.target(), arguments, this.beanFactory);
	}

	private static String id(WatchEndpoint endpoint) {
		@Nullable String id = endpoint.options().id();
		return Objects.requireNonNull(id);
	}

}
