package io.github.zkspring.watch.method;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.zkspring.annotation.AnnotatedBeans;
import io.github.zkspring.codec.ZnodeCodecs;
import io.github.zkspring.watch.ChildrenEvent;
import io.github.zkspring.watch.ZkChildrenWatch;
import io.github.zkspring.watch.ZkDataWatch;
import io.github.zkspring.watch.ZkTreeWatch;
import io.github.zkspring.watch.ZnodeEvent;
import io.github.zkspring.watch.delivery.DefaultZkWatch;
import io.github.zkspring.watch.delivery.DefaultZkWatchRegistry;
import io.github.zkspring.watch.delivery.WatchFactory;
import io.github.zkspring.watch.delivery.WatchTarget;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotationPredicates;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.RepeatableContainers;

/**
 * Detects the watch methods of all beans, including lazy, scoped and proxied beans, after
 * the singletons are created, and registers a watch for each annotation. An invalid
 * annotation or method fails the start.
 * <p>
 * Internal, not part of the API for applications.
 */
public class WatchMethodProcessor implements SmartInitializingSingleton {

	private static final List<Class<? extends Annotation>> ANNOTATIONS = List.of(ZkDataWatch.class,
			ZkChildrenWatch.class, ZkTreeWatch.class);

	private final AnnotatedBeans beans;

	private final ConfigurableListableBeanFactory beanFactory;

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
		this.beanFactory = beanFactory;
		this.watches = watches;
		this.codecs = codecs;
		this.registry = registry;
		this.reader = new WatchEndpointReader(beanFactory);
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.beans.forEach((beanName, type) -> find(type)
			.forEach((method, annotations) -> register(new WatchMethod(beanName, method), annotations)));
	}

	/**
	 * Finds the watch annotations of a class, including repeated and composed annotations
	 * and those of interfaces.
	 * @param type the class of a bean
	 * @return the annotations of each annotated method, in their order
	 */
	static Map<Method, List<Annotation>> find(Class<?> type) {
		if (!AnnotationUtils.isCandidateClass(type, ANNOTATIONS)) {
			return Map.of();
		}
		MethodIntrospector.MetadataLookup<List<Annotation>> lookup = WatchMethodProcessor::annotations;
		return MethodIntrospector.selectMethods(type, lookup);
	}

	private static @Nullable List<Annotation> annotations(Method method) {
		MergedAnnotations all = MergedAnnotations.from(method, MergedAnnotations.SearchStrategy.TYPE_HIERARCHY,
				RepeatableContainers.standardRepeatables());
		List<Annotation> found = ANNOTATIONS.stream().<Annotation>flatMap((type) -> annotations(all, type)).toList();
		return found.isEmpty() ? null : found;
	}

	// an annotation on the class and on the interface method it implements counts once
	private static <A extends Annotation> Stream<A> annotations(MergedAnnotations all, Class<A> type) {
		return all.stream(type)
			.filter(MergedAnnotationPredicates.firstRunOf(MergedAnnotation::getAggregateIndex))
			.map(MergedAnnotation::synthesize);
	}

	private void register(WatchMethod method, List<Annotation> annotations) {
		this.beans.requireOneObject(method.beanName(), method.method());
		this.beans.invocable(method.beanName(), method.method());
		for (int index = 0; index < annotations.size(); index++) {
			WatchEndpoint endpoint = this.reader.read(annotations.get(index), method, index + 1);
			DefaultZkWatch<?, ?> watch = create(endpoint);
			if (!this.registry.getObject().add(watch)) {
				throw method.invalid("the watch id '%s' is in use".formatted(watch.id()),
						"Set another id in one of the annotations.");
			}
		}
	}

	private DefaultZkWatch<?, ?> create(WatchEndpoint endpoint) {
		return switch (endpoint.kind()) {
			case DATA -> {
				WatchArguments<ZnodeEvent<Object>> arguments = read(endpoint, EventParameters::ofZnode);
				yield this.watches.getObject()
					.data(endpoint.path(), arguments.payloads(), endpoint.options(), target(endpoint, arguments));
			}
			case CHILDREN -> {
				WatchArguments<ChildrenEvent<Object>> arguments = read(endpoint, EventParameters::ofChildren);
				yield this.watches.getObject()
					.children(endpoint.path(), arguments.payloads(), arguments.stat(), endpoint.options(),
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
		return this.watches.getObject()
			.tree(endpoint.path(), arguments.payloads(), endpoint.options(), target(endpoint, arguments));
	}

	private DefaultZkWatch<?, ?> wholeTree(WatchEndpoint endpoint) {
		WatchArguments<ChildrenEvent<Object>> arguments = read(endpoint, EventParameters::ofWholeTree);
		return this.watches.getObject()
			.wholeTree(endpoint.path(), arguments.payloads(), endpoint.options(), target(endpoint, arguments));
	}

	private <E> WatchArguments<E> read(WatchEndpoint endpoint, WatchSignature.ParameterMapping<E> mapping) {
		return new WatchSignature<>(endpoint.method(), this.codecs.getObject(), mapping).read();
	}

	private <E> WatchTarget<E> target(WatchEndpoint endpoint, WatchArguments<E> arguments) {
		return new MethodTarget<>(endpoint.method(), arguments, this.beanFactory);
	}

}
