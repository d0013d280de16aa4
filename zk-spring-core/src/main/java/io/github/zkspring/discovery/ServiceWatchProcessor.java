package io.github.zkspring.discovery;

import java.lang.reflect.Method;

import io.github.zkspring.annotation.AnnotatedBeans;
import io.github.zkspring.annotation.AnnotationValues;
import io.github.zkspring.client.InvalidZkMethodException;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Finds the methods with {@link ZkServiceWatch} and adds them to {@link ServiceWatches}.
 * An invalid method fails the start.
 */
public class ServiceWatchProcessor implements SmartInitializingSingleton {

	private final ConfigurableListableBeanFactory beanFactory;

	private final AnnotatedBeans beans;

	private final ObjectProvider<ServiceWatches> watches;

	private final AnnotationValues values;

	/**
	 * Creates a processor.
	 * @param beanFactory provides the beans
	 * @param watches receives the methods; not resolved without annotated methods
	 */
	public ServiceWatchProcessor(ConfigurableListableBeanFactory beanFactory, ObjectProvider<ServiceWatches> watches) {
		this.beanFactory = beanFactory;
		this.beans = new AnnotatedBeans(beanFactory);
		this.watches = watches;
		this.values = new AnnotationValues(beanFactory);
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.beans.forEach((beanName, type) -> AnnotatedBeans.methods(type, ZkServiceWatch.class)
			.forEach((method, watch) -> process(beanName, method, watch)));
	}

	private void process(String beanName, Method method, ZkServiceWatch watch) {
		this.beans.requireOneObject(beanName, method);
		this.beans.invocable(beanName, method);
		try {
			this.watches.getObject()
				.add(this.values.resolve(watch.value()), beanName, method, () -> this.beanFactory.getBean(beanName));
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidZkMethodException(beanName, method, String.valueOf(ex.getMessage()),
					"Correct the service name in the annotation or in the referenced property.");
		}
	}

}
