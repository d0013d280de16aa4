package io.github.zkspring.guard;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.zkspring.annotation.AnnotatedMethods;
import io.github.zkspring.client.InvalidZkMethodException;
import io.github.zkspring.client.ZkException;
import org.aopalliance.intercept.MethodInterceptor;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.aop.Advisor;
import org.springframework.aop.Pointcut;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AopConfigException;
import org.springframework.aop.framework.autoproxy.AbstractBeanFactoryAwareAdvisingPostProcessor;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.ComposablePointcut;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.OrderComparator;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Puts a guard around the beans with an annotation, among the advice they already have by
 * its order. What no guard can reach fails the start.
 *
 * @param <A> the annotation
 * @param <T> what it says about a method
 */
public abstract class GuardPostProcessor<A extends Annotation, T>
		extends AbstractBeanFactoryAwareAdvisingPostProcessor {

	private static final Log logger = LogFactory.getLog(GuardPostProcessor.class);

	private final GuardedMethods<A, T> methods;

	private final DefaultPointcutAdvisor guard;

	/** The classes of all beans that came this way. */
	private final Set<Class<?>> seen = ConcurrentHashMap.newKeySet();

	/**
	 * Create the post-processor.
	 * @param methods the guarded methods
	 * @param interceptor the guard
	 */
	protected GuardPostProcessor(GuardedMethods<A, T> methods, MethodInterceptor interceptor) {
		this.methods = methods;
		Pointcut pointcut = new ComposablePointcut(new AnnotationMatchingPointcut(methods.annotation(), true))
			.union((Pointcut) new AnnotationMatchingPointcut(null, methods.annotation(), true));
		this.guard = new DefaultPointcutAdvisor(pointcut, interceptor);
		this.advisor = this.guard;
	}

	/**
	 * Set the place of the guard among the advisors that a bean already has.
	 * @param order the order: higher values are further inside
	 */
	public final void setAdviceOrder(int order) {
		this.guard.setOrder(order);
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		Class<?> type = AopUtils.getTargetClass(bean);
		boolean first = this.seen.add(type);
		// the annotation is on the target of a proxy, and not on the proxy itself
		if (!isEligible(bean, beanName) && !(bean instanceof Advised && isEligible(type))) {
			return bean;
		}
		registered(this.methods.register(beanName, type));
		if (first) {
			warnOfSelfInvocations(beanName, type);
		}
		if (bean instanceof Advised advised && !advised.isFrozen()) {
			advised.addAdvisor(place(advised.getAdvisors()), this.guard);
			requireReachable(bean, beanName, type);
			return bean;
		}
		Object guarded = proxy(bean, beanName, type);
		if (guarded == bean) {
			throw new ZkException(
					"Bean '%s' is a frozen proxy of interfaces, which @%s cannot guard: leave it open, or proxy its class"
						.formatted(beanName, annotationName()));
		}
		requireReachable(guarded, beanName, type);
		return guarded;
	}

	private void warnOfSelfInvocations(String beanName, Class<?> type) {
		SelfInvocations.find(type, this.methods.of(type).keySet())
			.forEach((call) -> logger.warn("Bean '%s', class %s: %s on the same object, past its proxy and past @%s"
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

	// what is annotated one by one is meant to be called from outside
	private void requireReachable(Object proxy, String beanName, Class<?> type) {
		if (Proxy.isProxyClass(proxy.getClass())) {
			this.methods.of(type)
				.keySet()
				.stream()
				.filter((method) -> AnnotatedElementUtils.hasAnnotation(method, this.methods.annotation()))
				.forEach((method) -> AnnotatedMethods.invocable(beanName, method, proxy.getClass()));
		}
	}

	/**
	 * Require that no singleton has come past this post-processor, because another one
	 * needed it, although its methods are to be guarded.
	 * @param beanFactory knows the singletons
	 * @throws InvalidZkMethodException when one has
	 */
	protected void requireGuarded(ConfigurableListableBeanFactory beanFactory) {
		for (String beanName : beanFactory.getSingletonNames()) {
			Object bean = beanFactory.getSingleton(beanName);
			Class<?> type = (bean != null) ? AopUtils.getTargetClass(bean) : Object.class;
			if (!this.seen.contains(type) && AnnotationUtils.isCandidateClass(type, this.methods.annotation())) {
				MethodIntrospector
					.selectMethods(type,
							(ReflectionUtils.MethodFilter) (method) -> AnnotatedElementUtils.hasAnnotation(method,
									this.methods.annotation()))
					.forEach((method) -> {
						throw new InvalidZkMethodException(beanName, method,
								"the bean was created before @%s could be applied".formatted(annotationName()),
								"Something that is needed to create beans, a BeanPostProcessor for example, depends on it: break that, or move the method to another bean.");
					});
			}
		}
	}

	private String annotationName() {
		return this.methods.annotation().getSimpleName();
	}

	private int place(Advisor[] advisors) {
		int index = 0;
		while (index < advisors.length && OrderComparator.INSTANCE.compare(advisors[index], this.guard) <= 0) {
			index++;
		}
		return index;
	}

	/**
	 * Guarded methods have been found.
	 * @param found what their annotations say
	 */
	protected void registered(Collection<T> found) {
	}

}
