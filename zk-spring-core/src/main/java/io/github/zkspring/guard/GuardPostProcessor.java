package io.github.zkspring.guard;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.zkspring.annotation.AnnotatedBeans;
import io.github.zkspring.annotation.BeanMethod;
import io.github.zkspring.annotation.Mocks;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.framework.autoproxy.AbstractBeanFactoryAwareAdvisingPostProcessor;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.core.SmartClassLoader;
import org.springframework.util.ClassUtils;

/**
 * Proxies the beans with an annotation and adds the guard of their methods. When all
 * singletons exist, it requires that each annotated object has the guard: an annotated
 * method that would run without it fails the start.
 * <p>
 * Each object has the guard once. A scoped proxy passes calls to its target, which is
 * guarded; a mock is neither guarded nor refused.
 *
 * @param <A> the annotation
 * @param <T> the description of a guarded method
 */
public abstract class GuardPostProcessor<A extends Annotation, T> extends AbstractBeanFactoryAwareAdvisingPostProcessor
		implements SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(GuardPostProcessor.class);

	private final GuardAnnotation<A, T> annotation;

	private final GuardInterceptor<T> interceptor;

	private final Map<GuardedMethods<T>, GuardAdvisor<T>> advisors = new ConcurrentHashMap<>();

	/** The names of all beans with a guard. */
	private final Set<String> guarded = ConcurrentHashMap.newKeySet();

	private int adviceOrder = LOWEST_PRECEDENCE;

	/**
	 * Creates the post-processor.
	 * @param annotation the annotation
	 * @param interceptor executes the calls of its methods
	 */
	protected GuardPostProcessor(GuardAnnotation<A, T> annotation, GuardInterceptor<T> interceptor) {
		this.annotation = annotation;
		this.interceptor = interceptor;
	}

	/**
	 * Sets the order of the guard among the advisors of a bean. To be set before the
	 * first bean is processed.
	 * @param order the order: higher values are further inside
	 */
	public final void setAdviceOrder(int order) {
		this.adviceOrder = order;
	}

	GuardAnnotation<A, T> annotation() {
		return this.annotation;
	}

	/**
	 * Returns the guarded methods of a bean that may not exist yet.
	 * @param beanName the name of the bean
	 * @param type its class
	 * @return their descriptions
	 */
	protected final Collection<T> guardedMethods(String beanName, Class<?> type) {
		return this.annotation.methods(beanName, type).descriptions();
	}

	@Override
	public Class<?> determineBeanType(Class<?> beanType, String beanName) {
		GuardedMethods<T> methods = this.annotation.methods(beanName, beanType);
		if (methods.isEmpty()) {
			return beanType;
		}
		ProxyFactory factory = new ProxyFactory();
		factory.copyFrom(this);
		factory.setTargetClass(beanType);
		return complete(factory, beanType, methods).getProxyClass(classLoader(beanType));
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (isIgnored(bean, beanName)) {
			return bean;
		}
		GuardedMethods<T> methods = this.annotation.methods(beanName, GuardedType.of(bean));
		if (methods.isEmpty()) {
			return bean;
		}
		Object result = GuardAdvisor.isGuarded(bean, this) ? bean : guard(bean, beanName, methods);
		requireReachable(result, beanName, methods);
		if (this.guarded.add(beanName)) {
			warnOfSelfInvocations(beanName, GuardedType.of(bean).target(), methods);
		}
		registered(methods.descriptions());
		return result;
	}

	/**
	 * Returns whether an object is left as it is: a scoped proxy or other infrastructure,
	 * a mock, or the instance of a test class.
	 * @param bean the object
	 * @param beanName its name
	 * @return {@code true} if it gets no guard and needs none
	 */
	boolean isIgnored(Object bean, String beanName) {
		return bean instanceof AopInfrastructureBean || Mocks.isMock(bean)
				|| beanName.equals(bean.getClass().getName() + AutowireCapableBeanFactory.ORIGINAL_INSTANCE_SUFFIX);
	}

	/**
	 * Returns whether an object has the guard or was returned with it.
	 * @param bean the object
	 * @param beanName its name
	 * @return {@code true} if calls of the bean pass the guard
	 */
	boolean isGuarded(Object bean, String beanName) {
		return GuardAdvisor.isGuarded(bean, this) || this.guarded.contains(beanName);
	}

	private Object guard(Object bean, String beanName, GuardedMethods<T> methods) {
		if (bean instanceof Advised advised && !advised.isFrozen()) {
			AdvisorOrderPostProcessor.add(advised, advisor(methods));
			return bean;
		}
		Class<?> type = bean.getClass();
		if (isFinal(type)) {
			requireInterface(type, beanName, methods);
		}
		return complete(prepareProxyFactory(bean, beanName), type, methods).getProxy(classLoader(type));
	}

	private ProxyFactory complete(ProxyFactory factory, Class<?> type, GuardedMethods<T> methods) {
		if (isFinal(type)) {
			factory.setProxyTargetClass(false);
			factory.setInterfaces(ClassUtils.getAllInterfacesForClass(type, getProxyClassLoader()));
		}
		else if (!factory.isProxyTargetClass()) {
			evaluateProxyInterfaces(type, factory);
		}
		factory.addAdvisor(advisor(methods));
		customizeProxyFactory(factory);
		return factory;
	}

	private GuardAdvisor<T> advisor(GuardedMethods<T> methods) {
		return this.advisors.computeIfAbsent(methods, (key) -> {
			GuardAdvisor<T> advisor = new GuardAdvisor<>(this, key, this.interceptor);
			advisor.setOrder(this.adviceOrder);
			return advisor;
		});
	}

	// such a class has no subclass, but its interfaces can be proxied
	private static boolean isFinal(Class<?> type) {
		return Modifier.isFinal(type.getModifiers()) || type.isSealed() || Proxy.isProxyClass(type)
				|| ClassUtils.isLambdaClass(type);
	}

	private void requireInterface(Class<?> type, String beanName, GuardedMethods<T> methods) {
		Set<Method> all = methods.methods();
		Method missing = all.stream()
			.filter((method) -> this.annotation.isOnMethod(method) && !isDeclaredByInterface(type, method))
			.findFirst()
			.or(() -> all.stream().noneMatch((method) -> isDeclaredByInterface(type, method)) ? all.stream().findFirst()
					: Optional.empty())
			.orElse(null);
		if (missing != null) {
			throw new BeanMethod(beanName, missing, type).invalid(
					"the class is final, and %s works through a subclass of it or through an interface that declares the method"
						.formatted(this.annotation.name()),
					"Open the class (in Kotlin: 'open', or the kotlin-spring plugin), or declare the method in an interface of it.");
		}
	}

	private static boolean isDeclaredByInterface(Class<?> type, Method method) {
		return ClassUtils.getAllInterfacesForClassAsSet(type)
			.stream()
			.anyMatch((declaring) -> ClassUtils.hasMethod(declaring, method.getName(), method.getParameterTypes()));
	}

	private @Nullable ClassLoader classLoader(Class<?> type) {
		ClassLoader classLoader = getProxyClassLoader();
		// a class that a restarting class loader did not load itself
		if (classLoader instanceof SmartClassLoader smart && classLoader != type.getClassLoader()) {
			return smart.getOriginalClassLoader();
		}
		return classLoader;
	}

	private void requireReachable(Object proxy, String beanName, GuardedMethods<T> methods) {
		boolean interfaces = Proxy.isProxyClass(proxy.getClass());
		for (Method method : methods.methods()) {
			BeanMethod guarded = new BeanMethod(beanName, method, method.getDeclaringClass());
			if (!interfaces) {
				guarded.requireOverridable();
			}
			else if (this.annotation.isOnMethod(method)) {
				AnnotatedBeans.invocable(guarded, proxy.getClass());
			}
		}
	}

	private void warnOfSelfInvocations(String beanName, Class<?> type, GuardedMethods<T> methods) {
		SelfInvocations.find(type, methods.methods())
			.forEach((call) -> logger.warn("Bean '%s', class %s: %s on the same object, which bypasses its proxy and %s"
				.formatted(beanName, type.getName(), call, this.annotation.name())));
	}

	/**
	 * Requires that each annotated object has its guard.
	 * @throws io.github.zkspring.client.InvalidZkMethodException when there is an object
	 * without it
	 */
	@Override
	public void afterSingletonsInstantiated() {
		if (this.beanFactory != null) {
			new UnguardedBeans(this.beanFactory, this).refuse();
		}
	}

	/**
	 * Callback for guarded methods that were found.
	 * @param found their descriptions
	 */
	protected void registered(Collection<T> found) {
	}

}
