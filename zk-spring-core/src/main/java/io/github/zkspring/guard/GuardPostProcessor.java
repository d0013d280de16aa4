package io.github.zkspring.guard;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.zkspring.annotation.AnnotatedBeans;
import io.github.zkspring.client.InvalidZkMethodException;
import io.github.zkspring.client.ZkException;
import org.aopalliance.intercept.MethodInterceptor;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.Advisor;
import org.springframework.aop.Pointcut;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AopConfigException;
import org.springframework.aop.framework.autoproxy.AbstractBeanFactoryAwareAdvisingPostProcessor;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.ComposablePointcut;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.OrderComparator;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Proxies the beans with an annotation and adds the interceptor that guards their
 * methods, at its order among existing advisors. An annotated method that the interceptor
 * cannot guard fails the start.
 *
 * @param <A> the annotation
 * @param <T> the description of a guarded method
 */
public abstract class GuardPostProcessor<A extends Annotation, T> extends AbstractBeanFactoryAwareAdvisingPostProcessor
		implements SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(GuardPostProcessor.class);

	private final GuardedMethods<A, T> methods;

	private final DefaultPointcutAdvisor guard;

	/** The classes of all processed beans. */
	private final Set<Class<?>> processed = ConcurrentHashMap.newKeySet();

	private @Nullable ConfigurableListableBeanFactory beanFactory;

	/**
	 * Creates the post-processor.
	 * @param methods the guarded methods
	 * @param interceptor guards their calls
	 */
	protected GuardPostProcessor(GuardedMethods<A, T> methods, MethodInterceptor interceptor) {
		this.methods = methods;
		Pointcut pointcut = new ComposablePointcut(new AnnotationMatchingPointcut(methods.annotation(), true))
			.union((Pointcut) new AnnotationMatchingPointcut(null, methods.annotation(), true));
		this.guard = new DefaultPointcutAdvisor(pointcut, interceptor);
		this.advisor = this.guard;
	}

	/**
	 * Sets the order of the guard among the advisors of a bean.
	 * @param order the order: higher values are further inside
	 */
	public final void setAdviceOrder(int order) {
		this.guard.setOrder(order);
	}

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		super.setBeanFactory(beanFactory);
		if (beanFactory instanceof ConfigurableListableBeanFactory listable) {
			this.beanFactory = listable;
		}
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		Class<?> type = AopUtils.getTargetClass(bean);
		boolean first = this.processed.add(type);
		// the annotation is on the target of a proxy, and not on the proxy itself
		if (!isEligible(bean, beanName) && !(bean instanceof Advised && isEligible(type))) {
			return bean;
		}
		registered(this.methods.register(beanName, type));
		if (first) {
			warnOfSelfInvocations(beanName, type);
		}
		if (bean instanceof Advised advised && !advised.isFrozen()) {
			advised.addAdvisor(insertionIndex(advised.getAdvisors()), this.guard);
			requireReachable(bean, beanName, type);
			return bean;
		}
		Object guarded = proxy(bean, beanName, type);
		if (guarded == bean) {
			throw new ZkException(
					"Bean '%s' is a frozen proxy of interfaces, which @%s cannot guard: do not freeze it, or proxy its class"
						.formatted(beanName, annotationName()));
		}
		requireReachable(guarded, beanName, type);
		return guarded;
	}

	private void warnOfSelfInvocations(String beanName, Class<?> type) {
		SelfInvocations.find(type, this.methods.of(type).keySet())
			.forEach(
					(call) -> logger.warn("Bean '%s', class %s: %s on the same object, which bypasses its proxy and @%s"
						.formatted(beanName, type.getName(), call, annotationName())));
	}

	private Object proxy(Object bean, String beanName, Class<?> type) {
		try {
			return super.postProcessAfterInitialization(bean, beanName);
		}
		catch (AopConfigException ex) {
			Method method = this.methods.of(type).keySet().stream().findFirst().orElse(null);
			if (method == null || !Modifier.isFinal(type.getModifiers())) {
				throw ex;
			}
			throw new InvalidZkMethodException(beanName, method,
					"the class is final, and @%s works through a subclass of it".formatted(annotationName()),
					"Open the class, or declare the method in an interface and set spring.aop.proxy-target-class=false.");
		}
	}

	// a method with its own annotation must be callable through the proxy
	private void requireReachable(Object proxy, String beanName, Class<?> type) {
		if (Proxy.isProxyClass(proxy.getClass())) {
			this.methods.of(type)
				.keySet()
				.stream()
				.filter((method) -> AnnotatedElementUtils.hasAnnotation(method, this.methods.annotation()))
				.forEach((method) -> AnnotatedBeans.invocable(beanName, method, proxy.getClass()));
		}
	}

	/**
	 * Requires that no annotated singleton was created before this post-processor, as a
	 * dependency of another one.
	 * @throws InvalidZkMethodException when there is such a singleton
	 */
	@Override
	public void afterSingletonsInstantiated() {
		if (this.beanFactory != null) {
			requireProcessed(this.beanFactory);
		}
	}

	private void requireProcessed(ConfigurableListableBeanFactory beanFactory) {
		for (String beanName : beanFactory.getSingletonNames()) {
			Object bean = beanFactory.getSingleton(beanName);
			Class<?> type = (bean != null) ? AopUtils.getTargetClass(bean) : Object.class;
			if (!this.processed.contains(type) && AnnotationUtils.isCandidateClass(type, this.methods.annotation())) {
				MethodIntrospector
					.selectMethods(type,
							(ReflectionUtils.MethodFilter) (method) -> AnnotatedElementUtils.hasAnnotation(method,
									this.methods.annotation()))
					.forEach((method) -> {
						throw new InvalidZkMethodException(beanName, method,
								"the bean was created before @%s could be applied".formatted(annotationName()),
								"A bean that is needed to create other beans, for example a BeanPostProcessor, depends on it: remove that dependency, or move the method to another bean.");
					});
			}
		}
	}

	private String annotationName() {
		return this.methods.annotation().getSimpleName();
	}

	private int insertionIndex(Advisor[] advisors) {
		int index = 0;
		while (index < advisors.length && OrderComparator.INSTANCE.compare(advisors[index], this.guard) <= 0) {
			index++;
		}
		return index;
	}

	/**
	 * Callback for guarded methods that were found.
	 * @param found their descriptions
	 */
	protected void registered(Collection<T> found) {
	}

}
