package io.github.zkspring.annotation;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

import io.github.zkspring.client.InvalidZkMethodException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.SpringProxy;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotationPredicates;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.RepeatableContainers;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

/**
 * Finds the annotated methods of all beans of the application, including lazy, scoped and
 * proxied ones, without creating a bean. A method that cannot be called is rejected.
 */
public final class AnnotatedBeans {

	private static final Log logger = LogFactory.getLog(AnnotatedBeans.class);

	private static final Set<String> WEB_SCOPES = Set.of("request", "session", "websocket");

	private final ConfigurableListableBeanFactory beanFactory;

	/**
	 * Creates a finder.
	 * @param beanFactory the bean factory to search
	 */
	public AnnotatedBeans(ConfigurableListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	/**
	 * Visits the methods with an annotation or a composed annotation.
	 * @param <A> the type of the annotation
	 * @param annotation the annotation
	 * @param visitor receives each method with its annotation, once
	 * @throws InvalidZkMethodException if a method cannot be called
	 */
	public <A extends Annotation> void forEach(Class<A> annotation, BiConsumer<BeanMethod, A> visitor) {
		forEach(List.of(annotation), (method, found) -> visitor.accept(method, annotation.cast(found.get(0))));
	}

	/**
	 * Visits the methods with at least one of several annotations.
	 * @param annotations the annotations
	 * @param visitor receives each method with its annotations, once
	 * @throws InvalidZkMethodException if a method cannot be called
	 */
	public void forEach(List<Class<? extends Annotation>> annotations,
			BiConsumer<BeanMethod, List<Annotation>> visitor) {
		forEach((beanName, type) -> methods(type, annotations)
			.forEach((method, found) -> visitor.accept(validate(new BeanMethod(beanName, method, type)), found)));
	}

	/**
	 * Visits each bean once. Beans of Spring itself and mocks are skipped, and so are the
	 * targets of scoped proxies, because the proxies are visited.
	 * @param visitor receives the name of the bean and its class behind any proxy
	 */
	public void forEach(BiConsumer<String, Class<?>> visitor) {
		for (String beanName : this.beanFactory.getBeanNamesForType(Object.class, true, false)) {
			if (!ScopedProxyUtils.isScopedTarget(beanName)) {
				visit(beanName, visitor);
				if (isFactory(beanName)) {
					visit(BeanFactory.FACTORY_BEAN_PREFIX + beanName, visitor);
				}
			}
		}
	}

	private boolean isFactory(String beanName) {
		return !BeanFactoryUtils.isFactoryDereference(beanName) && !isScopedProxy(beanName)
				&& this.beanFactory.isFactoryBean(beanName);
	}

	private void visit(String beanName, BiConsumer<String, Class<?>> visitor) {
		Object existing = existing(beanName);
		Class<?> type = userType(beanName, existing);
		if (type != null && !type.getName().startsWith("org.springframework.")
				&& (existing == null || !Mocks.isMock(existing))) {
			visitor.accept(beanName, type);
		}
	}

	/**
	 * Returns the object of a bean without creating it.
	 * @param beanName the name of the bean
	 * @return the object, {@code null} if it does not exist yet, or not as a singleton
	 */
	private @Nullable Object existing(String beanName) {
		Object singleton = this.beanFactory.getSingleton(BeanFactoryUtils.transformedBeanName(beanName));
		boolean product = singleton instanceof FactoryBean && !BeanFactoryUtils.isFactoryDereference(beanName);
		return product ? null : singleton;
	}

	private @Nullable Class<?> userType(String beanName, @Nullable Object existing) {
		try {
			if (existing != null) {
				return AopProxyUtils.ultimateTargetClass(existing);
			}
			Class<?> type = AutoProxyUtils.determineTargetClass(this.beanFactory,
					isScopedProxy(beanName) ? ScopedProxyUtils.getTargetBeanName(beanName) : beanName);
			return (type != null) ? ClassUtils.getUserClass(type) : null;
		}
		catch (RuntimeException | LinkageError ex) {
			logger.debug("The type of bean '" + beanName + "' cannot be determined: it is not searched for annotations",
					ex);
			return null;
		}
	}

	private boolean isScopedProxy(String beanName) {
		return this.beanFactory.containsBeanDefinition(ScopedProxyUtils.getTargetBeanName(beanName))
				&& this.beanFactory.isFactoryBean(beanName);
	}

	/**
	 * Finds the annotated methods of a class, including those with repeated and composed
	 * annotations and with annotations of superclasses and interfaces.
	 * @param type the class
	 * @param annotations the annotations
	 * @return the annotations of each method, in their order
	 */
	public static Map<Method, List<Annotation>> methods(Class<?> type, List<Class<? extends Annotation>> annotations) {
		if (!AnnotationUtils.isCandidateClass(type, annotations)) {
			return Map.of();
		}
		MethodIntrospector.MetadataLookup<List<Annotation>> lookup = (method) -> annotations(method, annotations);
		return MethodIntrospector.selectMethods(type, lookup);
	}

	private static @Nullable List<Annotation> annotations(Method method,
			List<Class<? extends Annotation>> annotations) {
		MergedAnnotations all = MergedAnnotations.from(method, MergedAnnotations.SearchStrategy.TYPE_HIERARCHY,
				RepeatableContainers.standardRepeatables());
		List<Annotation> found = annotations.stream().<Annotation>flatMap((type) -> annotations(all, type)).toList();
		return found.isEmpty() ? null : found;
	}

	// an annotation on the class and on the interface method it implements counts once
	private static <A extends Annotation> Stream<A> annotations(MergedAnnotations all, Class<A> type) {
		return all.stream(type)
			.filter(MergedAnnotationPredicates.firstRunOf(MergedAnnotation::getAggregateIndex))
			.map(MergedAnnotation::synthesize);
	}

	private BeanMethod validate(BeanMethod method) {
		if (isScopedProxy(method.beanName())) {
			requireOneTarget(method);
		}
		else if (!this.beanFactory.isSingleton(method.beanName())) {
			String scope = scope(method.beanName());
			String proxy = scope.equals(BeanDefinition.SCOPE_PROTOTYPE) ? ""
					: ", or give its scope a proxy (proxyMode = ScopedProxyMode.TARGET_CLASS)";
			throw method.invalid("a bean of scope '%s' has no one object to call".formatted(scope),
					"Make the bean a singleton" + proxy + ".");
		}
		Class<?> beanType = this.beanFactory.getType(method.beanName(), isScopedProxy(method.beanName()));
		if (beanType != null) {
			invocable(method, beanType);
		}
		return method;
	}

	private void requireOneTarget(BeanMethod method) {
		String scope = scope(ScopedProxyUtils.getTargetBeanName(method.beanName()));
		if (scope.equals(BeanDefinition.SCOPE_PROTOTYPE)) {
			throw method.invalid("the proxy of a prototype calls another object each time",
					"Make the bean a singleton.");
		}
		if (WEB_SCOPES.contains(scope)) {
			throw method.invalid("a bean of scope '%s' exists only for a request or a connection".formatted(scope),
					"Move the method to a singleton.");
		}
	}

	// a singleton definition is the one of a FactoryBean that creates several objects
	private String scope(String beanName) {
		String scope = this.beanFactory.getMergedBeanDefinition(beanName).getScope();
		return (StringUtils.hasText(scope) && !scope.equals(BeanDefinition.SCOPE_SINGLETON)) ? scope
				: BeanDefinition.SCOPE_PROTOTYPE;
	}

	/**
	 * Creates an invoker for a method.
	 * @param method the method
	 * @return invokes the method on its bean
	 */
	public BeanMethodInvoker invoker(BeanMethod method) {
		ScopedTargets targets = isScopedProxy(method.beanName())
				? this.beanFactory.getBeanProvider(ScopedTargets.class).getIfAvailable() : null;
		return new BeanMethodInvoker(this.beanFactory, method, targets);
	}

	/**
	 * Finds the method to call on an object of a type.
	 * @param method the annotated method
	 * @param type the type of the bean, a proxy or not
	 * @return the method to call on an object of that type
	 * @throws InvalidZkMethodException if a proxy cannot pass the call on
	 */
	public static Method invocable(BeanMethod method, Class<?> type) {
		if (SpringProxy.class.isAssignableFrom(type) && !Proxy.isProxyClass(type)) {
			method.requireOverridable();
		}
		try {
			return AopUtils.selectInvocableMethod(method.method(), type);
		}
		catch (IllegalStateException ex) {
			throw method.invalid("the bean is a proxy that does not offer this method",
					"Declare the method in an interface of the bean, or let Spring proxy the class (spring.aop.proxy-target-class=true).");
		}
	}

}
