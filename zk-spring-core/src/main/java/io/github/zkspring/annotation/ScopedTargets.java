package io.github.zkspring.annotation;

import java.lang.annotation.Annotation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.DestructionAwareBeanPostProcessor;
import org.springframework.context.support.SimpleThreadScope;

/**
 * Observes the targets of scoped proxies with annotated methods. Listeners are called
 * after a target was created or destroyed, so that a new target receives the present
 * state at once, and is created if nothing else uses it.
 * <p>
 * Internal, not part of the API for applications.
 */
public class ScopedTargets implements DestructionAwareBeanPostProcessor {

	// a scope may store a target after its creation, and remove it after its destruction
	private static final List<Duration> AFTER_CREATION = List.of(Duration.ofMillis(50));

	private static final List<Duration> AFTER_DESTRUCTION = List.of(Duration.ofMillis(50), Duration.ofMillis(500),
			Duration.ofSeconds(5));

	private static final int MAX_REPETITIONS = 3;

	private final ConfigurableListableBeanFactory beanFactory;

	private final List<Class<? extends Annotation>> annotations;

	private final Map<String, List<Runnable>> listeners = new ConcurrentHashMap<>();

	/** The classes whose destruction is observed. */
	private final Set<Class<?>> observed = ConcurrentHashMap.newKeySet();

	/** The target that the current thread compares with an earlier one. */
	private final ThreadLocal<@Nullable String> compared = new ThreadLocal<>();

	/** How many further creations by comparisons are reported. */
	private final Map<String, AtomicInteger> repetitions = new ConcurrentHashMap<>();

	/**
	 * Creates an observer.
	 * @param beanFactory creates the targets
	 * @param annotations the annotations of methods whose beans are observed
	 */
	public ScopedTargets(ConfigurableListableBeanFactory beanFactory, List<Class<? extends Annotation>> annotations) {
		this.beanFactory = beanFactory;
		this.annotations = annotations;
	}

	/**
	 * Adds a listener.
	 * @param targetName the name of the target
	 * @param listener called on any thread; must not block
	 */
	void addListener(String targetName, Runnable listener) {
		this.listeners.computeIfAbsent(targetName, (name) -> new CopyOnWriteArrayList<>()).add(listener);
	}

	/**
	 * Gets a target to compare it with an earlier one. If this creates the target, the
	 * listeners are called a limited number of times: a scope without synchronization may
	 * create several targets at the same time, and a scope may have one for each thread.
	 * @param targetName the name of the target
	 * @return the target
	 */
	Object getForComparison(String targetName) {
		this.compared.set(targetName);
		try {
			return this.beanFactory.getBean(targetName);
		}
		finally {
			this.compared.remove();
		}
	}

	@Override
	public Object postProcessBeforeInitialization(Object bean, String beanName) {
		if (ScopedProxyUtils.isScopedTarget(beanName) && hasDestructionCallbacks(beanName)
				&& !AnnotatedBeans.methods(bean.getClass(), this.annotations).isEmpty()) {
			this.observed.add(bean.getClass());
		}
		return bean;
	}

	// this scope logs a warning for each callback
	private boolean hasDestructionCallbacks(String beanName) {
		BeanDefinition definition = this.beanFactory.getMergedBeanDefinition(beanName);
		return definition.getScope() != null
				&& !(this.beanFactory.getRegisteredScope(definition.getScope()) instanceof SimpleThreadScope);
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (this.listeners.containsKey(beanName)) {
			AtomicInteger left = repetitions(beanName);
			if (!beanName.equals(this.compared.get())) {
				left.set(MAX_REPETITIONS);
			}
			if (left.getAndDecrement() > 0) {
				notifyListeners(beanName, AFTER_CREATION);
			}
		}
		return bean;
	}

	@Override
	public boolean requiresDestruction(Object bean) {
		return this.observed.contains(bean.getClass());
	}

	@Override
	public void postProcessBeforeDestruction(Object bean, String beanName) {
		if (this.listeners.containsKey(beanName)) {
			repetitions(beanName).set(MAX_REPETITIONS);
			notifyListeners(beanName, AFTER_DESTRUCTION);
		}
	}

	private AtomicInteger repetitions(String targetName) {
		return this.repetitions.computeIfAbsent(targetName, (name) -> new AtomicInteger());
	}

	private void notifyListeners(String beanName, List<Duration> delays) {
		List<Runnable> found = this.listeners.getOrDefault(beanName, List.of());
		delays.forEach((delay) -> CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS)
			.execute(() -> found.forEach(Runnable::run)));
	}

}
