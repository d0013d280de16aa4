package io.github.zkspring.discovery;

import java.lang.reflect.Method;

import io.github.zkspring.client.AnnotatedMethods;
import io.github.zkspring.client.AnnotationValues;
import io.github.zkspring.client.InvalidZkMethodException;
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

/**
 * Finds the methods with {@link ZkServiceWatch} of all beans once the singletons are
 * there. A method that cannot be called fails the start.
 */
public class ServiceWatchProcessor implements SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(ServiceWatchProcessor.class);

	private final ConfigurableListableBeanFactory beanFactory;

	private final ObjectProvider<ServiceWatches> watches;

	private final AnnotationValues values;

	/**
	 * Create a processor.
	 * @param beanFactory knows the beans
	 * @param watches takes the methods; asked for only when there is one
	 */
	public ServiceWatchProcessor(ConfigurableListableBeanFactory beanFactory, ObjectProvider<ServiceWatches> watches) {
		this.beanFactory = beanFactory;
		this.watches = watches;
		this.values = new AnnotationValues(beanFactory);
	}

	@Override
	public void afterSingletonsInstantiated() {
		for (String beanName : this.beanFactory.getBeanNamesForType(Object.class, true, false)) {
			Class<?> type = ScopedProxyUtils.isScopedTarget(beanName) ? null : userType(beanName);
			if (type != null && !type.getName().startsWith("org.springframework.")
					&& AnnotationUtils.isCandidateClass(type, ZkServiceWatch.class)) {
				MethodIntrospector.MetadataLookup<ZkServiceWatch> lookup = (method) -> AnnotatedElementUtils
					.findMergedAnnotation(method, ZkServiceWatch.class);
				MethodIntrospector.selectMethods(type, lookup)
					.forEach((method, watch) -> process(beanName, method, watch));
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

	private void process(String beanName, Method method, ZkServiceWatch watch) {
		if (!this.beanFactory.isSingleton(beanName)) {
			throw new InvalidZkMethodException(beanName, method,
					"the bean is no singleton: there is no one object to call",
					"Make the bean a singleton, or give its scope a proxy (proxyMode = ScopedProxyMode.TARGET_CLASS).");
		}
		Class<?> beanType = this.beanFactory.getType(beanName, false);
		if (beanType != null) {
			AnnotatedMethods.invocable(beanName, method, beanType);
		}
		try {
			this.watches.getObject()
				.add(new ServiceWatchMethod(this.values.resolve(watch.value()), beanName, method,
						() -> this.beanFactory.getBean(beanName))
					.validate());
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidZkMethodException(beanName, method, String.valueOf(ex.getMessage()),
					"Correct the name of the service in the annotation, or the property it refers to.");
		}
	}

}
