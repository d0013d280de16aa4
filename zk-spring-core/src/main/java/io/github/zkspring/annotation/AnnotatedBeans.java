package io.github.zkspring.annotation;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.function.BiConsumer;

import io.github.zkspring.client.InvalidZkMethodException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.SpringProxy;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;

/**
 * Finds the beans of the application that may have annotated methods, including lazy,
 * scoped and proxied ones, without creating a bean.
 */
public final class AnnotatedBeans {

	private static final Log logger = LogFactory.getLog(AnnotatedBeans.class);

	private final ConfigurableListableBeanFactory beanFactory;

	/**
	 * Creates a finder.
	 * @param beanFactory the bean factory to search
	 */
	public AnnotatedBeans(ConfigurableListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	/**
	 * Visits each bean once. Beans of Spring itself are skipped, and so are the targets
	 * of scoped proxies, because the proxies are visited.
	 * @param visitor receives the name of the bean and its class behind any proxy
	 */
	public void forEach(BiConsumer<String, Class<?>> visitor) {
		for (String beanName : this.beanFactory.getBeanNamesForType(Object.class, true, false)) {
			Class<?> type = ScopedProxyUtils.isScopedTarget(beanName) ? null : userType(beanName);
			if (type != null && !type.getName().startsWith("org.springframework.")) {
				visitor.accept(beanName, type);
			}
		}
	}

	private @Nullable Class<?> userType(String beanName) {
		try {
			return AutoProxyUtils.determineTargetClass(this.beanFactory, beanName);
		}
		catch (RuntimeException | LinkageError ex) {
			logger.debug("The type of bean '" + beanName + "' cannot be determined: it is not searched for annotations",
					ex);
			return null;
		}
	}

	/**
	 * Finds the methods of a class that have an annotation or a composed annotation.
	 * @param <A> the type of the annotation
	 * @param type the class
	 * @param annotation the annotation
	 * @return the methods with their annotation, its attributes merged
	 */
	public static <A extends Annotation> Map<Method, A> methods(Class<?> type, Class<A> annotation) {
		if (!AnnotationUtils.isCandidateClass(type, annotation)) {
			return Map.of();
		}
		MethodIntrospector.MetadataLookup<A> lookup = (method) -> AnnotatedElementUtils.findMergedAnnotation(method,
				annotation);
		return MethodIntrospector.selectMethods(type, lookup);
	}

	/**
	 * Finds the method to call on a bean.
	 * @param beanName the name of the bean
	 * @param method the annotated method
	 * @return the method to call on its object
	 * @throws InvalidZkMethodException when a proxy cannot pass the call on
	 */
	public Method invocable(String beanName, Method method) {
		Class<?> beanType = this.beanFactory.getType(beanName, false);
		return (beanType != null) ? invocable(beanName, method, beanType) : method;
	}

	/**
	 * Finds the method to call on an object of a type.
	 * @param beanName the name of the bean
	 * @param method the annotated method
	 * @param beanType the type of the bean, a proxy or not
	 * @return the method to call on an object of that type
	 * @throws InvalidZkMethodException if a proxy cannot pass the call on
	 */
	public static Method invocable(String beanName, Method method, Class<?> beanType) {
		if (SpringProxy.class.isAssignableFrom(beanType) && !Proxy.isProxyClass(beanType)) {
			requireOverridable(beanName, method);
		}
		try {
			return AopUtils.selectInvocableMethod(method, beanType);
		}
		catch (IllegalStateException ex) {
			throw new InvalidZkMethodException(beanName, method, "the bean is a proxy that does not offer this method",
					"Declare the method in an interface of the bean, or let Spring proxy the class (spring.aop.proxy-target-class=true).");
		}
	}

	/**
	 * Requires that a class proxy can override a method.
	 * @param beanName the name of the bean
	 * @param method the annotated method
	 * @throws InvalidZkMethodException if it cannot
	 */
	public static void requireOverridable(String beanName, Method method) {
		int modifiers = method.getModifiers();
		if (Modifier.isPrivate(modifiers) || Modifier.isFinal(modifiers) || Modifier.isStatic(modifiers)) {
			throw new InvalidZkMethodException(beanName, method,
					"a %s method is out of reach of the bean's proxy".formatted(
							Modifier.toString(modifiers & (Modifier.PRIVATE | Modifier.FINAL | Modifier.STATIC))),
					"Make the method package-private, protected or public, and neither final nor static.");
		}
	}

	/**
	 * Requires that a bean has a single instance or a proxy to call.
	 * @param beanName the name of the bean
	 * @param method its annotated method
	 * @throws InvalidZkMethodException if its scope creates several instances
	 */
	public void requireOneObject(String beanName, Method method) {
		// the definition of a scoped proxy is a singleton
		if (this.beanFactory.containsBeanDefinition(beanName)
				&& !this.beanFactory.getMergedBeanDefinition(beanName).isSingleton()) {
			throw new InvalidZkMethodException(beanName, method,
					"a bean of scope '%s' has no one object to call"
						.formatted(this.beanFactory.getMergedBeanDefinition(beanName).getScope()),
					"Make the bean a singleton, or give its scope a proxy (proxyMode = ScopedProxyMode.TARGET_CLASS).");
		}
	}

}
