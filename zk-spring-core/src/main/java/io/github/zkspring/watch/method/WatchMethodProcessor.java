package io.github.zkspring.watch.method;

import java.lang.annotation.Annotation;
import java.util.List;

import io.github.zkspring.annotation.AnnotatedBeans;
import io.github.zkspring.annotation.BeanMethod;
import io.github.zkspring.annotation.BeanMethodInvoker;
import io.github.zkspring.codec.ZnodeCodecs;
import io.github.zkspring.watch.ChildrenEvent;
import io.github.zkspring.watch.ZkChildrenWatch;
import io.github.zkspring.watch.ZkDataWatch;
import io.github.zkspring.watch.ZkTreeWatch;
import io.github.zkspring.watch.ZnodeEvent;
import io.github.zkspring.watch.delivery.DefaultZkWatch;
import io.github.zkspring.watch.delivery.DefaultZkWatchRegistry;
import io.github.zkspring.watch.delivery.WatchFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Detects the watch methods of all beans, including lazy, scoped and proxied beans, after
 * the singletons are created, and registers a watch for each annotation. An invalid
 * annotation or method fails the start.
 * <p>
 * Internal, not part of the API for applications.
 */
public class WatchMethodProcessor implements SmartInitializingSingleton {

	/** The annotations of watch methods. */
	public static final List<Class<? extends Annotation>> ANNOTATIONS = List.of(ZkDataWatch.class,
			ZkChildrenWatch.class, ZkTreeWatch.class);

	private final AnnotatedBeans beans;

	private final ObjectProvider<WatchFactory> watches;

	private final ObjectProvider<ZnodeCodecs> codecs;

	private final ObjectProvider<DefaultZkWatchRegistry> registry;

	private final WatchEndpointReader reader;

	/**
	 * Creates a processor.
	 * @param beanFactory the factory of the beans
	 * @param watches creates watches; requested only if there is an annotated method
	 * @param codecs the codecs for payloads; requested only if there is an annotated
	 * method
	 * @param registry receives the watches
	 */
	public WatchMethodProcessor(ConfigurableListableBeanFactory beanFactory, ObjectProvider<WatchFactory> watches,
			ObjectProvider<ZnodeCodecs> codecs, ObjectProvider<DefaultZkWatchRegistry> registry) {
		this.beans = new AnnotatedBeans(beanFactory);
		this.watches = watches;
		this.codecs = codecs;
		this.registry = registry;
		this.reader = new WatchEndpointReader(beanFactory);
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.beans.forEach(ANNOTATIONS, this::register);
	}

	private void register(BeanMethod method, List<Annotation> annotations) {
		for (int index = 0; index < annotations.size(); index++) {
			WatchEndpoint endpoint = this.reader.read(annotations.get(index), method, index + 1);
			BeanMethodInvoker invoker = this.beans.invoker(method);
			DefaultZkWatch<?, ?> watch = create(endpoint, invoker);
			invoker.onReplacement(watch::checkTarget);
			if (!this.registry.getObject().add(watch)) {
				throw method.invalid("the watch id '%s' is in use".formatted(watch.id()),
						"Set another id in one of the annotations.");
			}
		}
	}

	private DefaultZkWatch<?, ?> create(WatchEndpoint endpoint, BeanMethodInvoker invoker) {
		return switch (endpoint.kind()) {
			case DATA -> {
				WatchArguments<ZnodeEvent<Object>> arguments = read(endpoint, EventParameters::ofZnode);
				yield this.watches.getObject()
					.data(endpoint.path(), arguments.payloads(), endpoint.options(),
							new MethodTarget<>(invoker, arguments));
			}
			case CHILDREN -> {
				WatchArguments<ChildrenEvent<Object>> arguments = read(endpoint, EventParameters::ofChildren);
				yield this.watches.getObject()
					.children(endpoint.path(), arguments.payloads(), arguments.stat(), endpoint.options(),
							new MethodTarget<>(invoker, arguments));
			}
			case TREE ->
				EventParameters.isWholeTree(endpoint.method()) ? wholeTree(endpoint, invoker) : tree(endpoint, invoker);
		};
	}

	private DefaultZkWatch<?, ?> tree(WatchEndpoint endpoint, BeanMethodInvoker invoker) {
		if (!endpoint.options().settle().isZero()) {
			throw endpoint.method()
				.invalid("it is called for each znode, which has no settle time",
						"Take the whole tree as Map<String, T> or ChildrenEvent<T>, or omit the attribute 'settle'.");
		}
		WatchArguments<ZnodeEvent<Object>> arguments = read(endpoint, EventParameters::ofZnode);
		return this.watches.getObject()
			.tree(endpoint.path(), arguments.payloads(), endpoint.options(), new MethodTarget<>(invoker, arguments));
	}

	private DefaultZkWatch<?, ?> wholeTree(WatchEndpoint endpoint, BeanMethodInvoker invoker) {
		WatchArguments<ChildrenEvent<Object>> arguments = read(endpoint, EventParameters::ofWholeTree);
		return this.watches.getObject()
			.wholeTree(endpoint.path(), arguments.payloads(), endpoint.options(),
					new MethodTarget<>(invoker, arguments));
	}

	private <E> WatchArguments<E> read(WatchEndpoint endpoint, WatchSignature.ParameterMapping<E> mapping) {
		return new WatchSignature<>(endpoint.method(), this.codecs.getObject(), mapping).read();
	}

}
