package io.github.zkspring.watch;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;

import io.github.zkspring.client.AnnotatedMethods;
import io.github.zkspring.client.AnnotationValues;
import io.github.zkspring.client.InvalidZkMethodException;
import io.github.zkspring.client.ZkPaths;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.format.annotation.DurationFormat;
import org.springframework.format.datetime.standard.DurationFormatterUtils;
import org.springframework.util.StringUtils;

/**
 * Finds the watch methods of all beans once the singletons are there, also of beans that
 * are lazy, scoped or proxied, describes each and adds it to the registry. A description
 * that cannot work fails the start.
 */
public class WatchMethodProcessor implements SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(WatchMethodProcessor.class);

	private final ConfigurableListableBeanFactory beanFactory;

	private final ObjectProvider<WatchFactory> factory;

	private final ObjectProvider<MethodWatchRegistry> registry;

	private final AnnotationValues values;

	/**
	 * Create a processor.
	 * @param beanFactory knows the beans
	 * @param factory builds watches; asked for only when there is one to build
	 * @param registry takes the watches
	 */
	public WatchMethodProcessor(ConfigurableListableBeanFactory beanFactory, ObjectProvider<WatchFactory> factory,
			ObjectProvider<MethodWatchRegistry> registry) {
		this.beanFactory = beanFactory;
		this.factory = factory;
		this.registry = registry;
		this.values = new AnnotationValues(beanFactory);
	}

	@Override
	public void afterSingletonsInstantiated() {
		for (String beanName : this.beanFactory.getBeanNamesForType(Object.class, true, false)) {
			Class<?> type = ScopedProxyUtils.isScopedTarget(beanName) ? null : userType(beanName);
			if (type != null && !type.getName().startsWith("org.springframework.")) {
				process(beanName, type, ZkDataWatch.class, (watch, target) -> this.factory.getObject()
					.data(describe(watch.path(), watch.id(), watch.errorHandler(), "", target)));
				process(beanName, type, ZkChildrenWatch.class, (watch, target) -> this.factory.getObject()
					.children(describe(watch.path(), watch.id(), watch.errorHandler(), watch.settle(), target)));
			}
		}
	}

	private @Nullable Class<?> userType(String beanName) {
		try {
			return AutoProxyUtils.determineTargetClass(this.beanFactory, beanName);
		}
		catch (RuntimeException | LinkageError ex) {
			logger.debug("The type of bean '" + beanName + "' cannot be known: it is not searched for watches", ex);
			return null;
		}
	}

	private <A extends Annotation> void process(String beanName, Class<?> type, Class<A> annotation,
			Builder<A> builder) {
		if (!AnnotationUtils.isCandidateClass(type, annotation)) {
			return;
		}
		MethodIntrospector.MetadataLookup<A> lookup = (method) -> AnnotatedElementUtils.findMergedAnnotation(method,
				annotation);
		Map<Method, A> methods = MethodIntrospector.selectMethods(type, lookup);
		methods.forEach((method, watch) -> {
			check(beanName, method);
			WatchFactory.PreparedWatch prepared = builder.build(watch, new WatchEndpoint.Target(beanName, method));
			if (!this.registry.getObject().add(prepared)) {
				throw new InvalidZkMethodException(beanName, method,
						"the watch id '%s' is taken".formatted(prepared.watch().id()),
						"Give one of the watches another id in its annotation.");
			}
		});
	}

	private void check(String beanName, Method method) {
		if (this.beanFactory.isPrototype(beanName)) {
			throw new InvalidZkMethodException(beanName, method, "a prototype bean has no one object to call",
					"Make the bean a singleton.");
		}
		Class<?> beanType = this.beanFactory.getType(beanName, false);
		if (beanType != null) {
			AnnotatedMethods.invocable(beanName, method, beanType);
		}
	}

	private WatchEndpoint describe(String path, String id, String errorHandler, String settle,
			WatchEndpoint.Target target) {
		String resolvedPath = resolve(target, path, "path", ZkPaths::validate);
		Duration resolvedSettle = resolve(target, settle, "settle", WatchMethodProcessor::duration);
		String resolvedId = StringUtils.hasText(id) ? this.values.resolve(id)
				: target.beanName() + "." + target.method().getName();
		return new WatchEndpoint(resolvedId, resolvedPath, target, resolvedSettle, errorHandler);
	}

	private <T> T resolve(WatchEndpoint.Target target, String text, String attribute, Function<String, T> conversion) {
		try {
			return conversion.apply(this.values.resolve(text));
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidZkMethodException(target.beanName(), target.method(), String.valueOf(ex.getMessage()),
					"Correct the attribute '%s' of the annotation, or the property it refers to.".formatted(attribute));
		}
	}

	private static Duration duration(@Nullable String text) {
		return StringUtils.hasText(text) ? DurationFormatterUtils.detectAndParse(text, DurationFormat.Unit.MILLIS)
				: Duration.ZERO;
	}

	/**
	 * Builds a watch out of an annotation.
	 *
	 * @param <A> the type of the annotation
	 */
	private interface Builder<A extends Annotation> {

		WatchFactory.PreparedWatch build(A annotation, WatchEndpoint.Target target);

	}

}
