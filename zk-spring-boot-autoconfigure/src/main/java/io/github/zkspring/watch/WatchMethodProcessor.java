package io.github.zkspring.watch;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.List;

import io.github.zkspring.client.AnnotatedMethods;
import io.github.zkspring.client.InvalidZkMethodException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Finds the watch methods of all beans once the singletons are there, also of beans that
 * are lazy, scoped or proxied, and adds a watch for each annotation to the registry. A
 * description that cannot work fails the start.
 */
public class WatchMethodProcessor implements SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(WatchMethodProcessor.class);

	private final ConfigurableListableBeanFactory beanFactory;

	private final ObjectProvider<WatchFactory> factory;

	private final ObjectProvider<WatchRegistry> registry;

	private final EndpointReader reader;

	/**
	 * Create a processor.
	 * @param beanFactory knows the beans
	 * @param factory builds watches; asked for only when there is one to build
	 * @param registry takes the watches
	 */
	public WatchMethodProcessor(ConfigurableListableBeanFactory beanFactory, ObjectProvider<WatchFactory> factory,
			ObjectProvider<WatchRegistry> registry) {
		this.beanFactory = beanFactory;
		this.factory = factory;
		this.registry = registry;
		this.reader = new EndpointReader(beanFactory);
	}

	@Override
	public void afterSingletonsInstantiated() {
		for (String beanName : this.beanFactory.getBeanNamesForType(Object.class, true, false)) {
			Class<?> type = ScopedProxyUtils.isScopedTarget(beanName) ? null : userType(beanName);
			if (type != null && !type.getName().startsWith("org.springframework.")) {
				WatchAnnotations.find(type).forEach((method, annotations) -> process(beanName, method, annotations));
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

	private void process(String beanName, Method method, List<Annotation> annotations) {
		check(beanName, method);
		WatchEndpoint.Target target = new WatchEndpoint.Target(beanName, method);
		for (int index = 0; index < annotations.size(); index++) {
			WatchEndpoint endpoint = this.reader.read(annotations.get(index), target, index + 1);
			AbstractWatch<?> watch = this.factory.getObject().create(endpoint);
			if (!this.registry.getObject().add(watch)) {
				throw new InvalidZkMethodException(beanName, method, "the watch id '%s' is taken".formatted(watch.id()),
						"Give one of the watches another id in its annotation.");
			}
		}
	}

	private void check(String beanName, Method method) {
		if (isWithoutOneObject(beanName)) {
			throw new InvalidZkMethodException(beanName, method,
					"a bean of scope '%s' has no one object to call".formatted(scope(beanName)),
					"Make the bean a singleton, or give its scope a proxy (proxyMode = ScopedProxyMode.TARGET_CLASS).");
		}
		Class<?> beanType = this.beanFactory.getType(beanName, false);
		if (beanType != null) {
			AnnotatedMethods.invocable(beanName, method, beanType);
		}
	}

	// the definition of a scoped proxy is a singleton
	private boolean isWithoutOneObject(String beanName) {
		return this.beanFactory.containsBeanDefinition(beanName)
				&& !this.beanFactory.getMergedBeanDefinition(beanName).isSingleton();
	}

	private @Nullable String scope(String beanName) {
		return this.beanFactory.getMergedBeanDefinition(beanName).getScope();
	}

}
