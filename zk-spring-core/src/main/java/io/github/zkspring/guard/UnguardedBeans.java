package io.github.zkspring.guard;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

import io.github.zkspring.annotation.BeanMethod;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Finds annotated objects without a guard. An object is created without it when something
 * asks for it before the post-processor exists, typically as a dependency of another
 * post-processor, or when it is registered as a finished singleton.
 */
final class UnguardedBeans {

	private final ConfigurableListableBeanFactory beanFactory;

	private final GuardPostProcessor<?, ?> guard;

	UnguardedBeans(ConfigurableListableBeanFactory beanFactory, GuardPostProcessor<?, ?> guard) {
		this.beanFactory = beanFactory;
		this.guard = guard;
	}

	/**
	 * Refuses the start if there is such an object.
	 * @throws io.github.zkspring.client.InvalidZkMethodException for the first of them
	 */
	void refuse() {
		for (String beanName : this.beanFactory.getSingletonNames()) {
			Object bean = this.beanFactory.getSingleton(beanName);
			if (bean != null) {
				refuse(beanName, bean);
			}
			if (bean instanceof FactoryBean<?> factory && factory.isSingleton()) {
				refuseProduct(beanName);
			}
		}
		for (String beanName : this.beanFactory.getBeanDefinitionNames()) {
			if (!this.beanFactory.getMergedBeanDefinition(beanName).isAbstract()
					&& !this.beanFactory.isSingleton(beanName)) {
				refuseEarlyScope(beanName);
			}
		}
	}

	private void refuse(String beanName, Object bean) {
		if (!this.guard.isIgnored(bean, beanName)) {
			GuardedMethods<?> methods = this.guard.annotation().methods(beanName, GuardedType.of(bean));
			if (!methods.isEmpty() && !this.guard.isGuarded(bean, beanName)) {
				throw unguarded(beanName, beanName, methods);
			}
		}
	}

	// a product that does not exist is created now, with its guard
	private void refuseProduct(String beanName) {
		Class<?> type = this.beanFactory.getType(beanName, false);
		if (type != null && !this.guard.annotation().methods(beanName, type).isEmpty()) {
			refuse(beanName, this.beanFactory.getBean(beanName));
		}
	}

	// the container does not know the objects of other scopes, only what depends on them
	private void refuseEarlyScope(String beanName) {
		Class<?> type = this.beanFactory.getType(beanName, false);
		GuardedMethods<?> methods = (type != null) ? this.guard.annotation().methods(beanName, type) : null;
		if (methods != null && !methods.isEmpty()) {
			String dependency = ScopedProxyUtils.isScopedTarget(beanName)
					? beanName.substring(ScopedProxyUtils.getTargetBeanName("").length()) : beanName;
			if (creator(dependency) != null) {
				throw unguarded(beanName, dependency, methods);
			}
		}
	}

	private RuntimeException unguarded(String beanName, String dependency, GuardedMethods<?> methods) {
		BeanMethod method = new BeanMethod(beanName, methods.methods().iterator().next(), Object.class);
		String annotation = this.guard.annotation().name();
		if (!this.beanFactory.containsBeanDefinition(beanName)) {
			return method.invalid(
					"the object was registered as a finished singleton, to which %s cannot be applied"
						.formatted(annotation),
					"Register a bean definition instead of the object, for example with @Bean or registerBean.");
		}
		String creator = creator(dependency);
		return method.invalid(
				"the bean was created before %s could be applied%s".formatted(annotation,
						(creator != null) ? ", as a dependency of " + creator : ""),
				"Remove the dependency of the post-processor on the bean (inject an ObjectProvider and resolve it later), declare the @Bean method of the post-processor static, or move the method to another bean.");
	}

	/**
	 * Finds the post-processor that needs a bean, directly or through other beans.
	 * @param beanName the name of the bean
	 * @return the path from the post-processor to the bean, {@code null} if there is none
	 */
	private @Nullable String creator(String beanName) {
		Deque<String[]> paths = new ArrayDeque<>();
		Set<String> seen = new HashSet<>();
		paths.add(new String[] { beanName, "'" + beanName + "'" });
		while (!paths.isEmpty()) {
			String[] path = paths.remove();
			for (String dependent : this.beanFactory.getDependentBeans(path[0])) {
				String extended = "'" + dependent + "' -> " + path[1];
				if (isPostProcessor(dependent)) {
					return "the post-processor '%s' (%s)".formatted(dependent, extended);
				}
				if (seen.add(dependent)) {
					paths.add(new String[] { dependent, extended });
				}
			}
		}
		return null;
	}

	private boolean isPostProcessor(String beanName) {
		return this.beanFactory.containsBean(beanName)
				&& (this.beanFactory.isTypeMatch(beanName, BeanPostProcessor.class)
						|| this.beanFactory.isTypeMatch(beanName, BeanFactoryPostProcessor.class));
	}

}
