package io.github.zkspring.discovery;

import io.github.zkspring.annotation.AnnotatedBeans;
import io.github.zkspring.annotation.AnnotationValues;
import io.github.zkspring.annotation.BeanMethod;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Finds the methods with {@link ZkServiceWatch} and adds them to {@link ServiceWatches}.
 * An invalid method fails the start.
 */
public class ServiceWatchProcessor implements SmartInitializingSingleton {

	private final AnnotatedBeans beans;

	private final ObjectProvider<ServiceWatches> watches;

	private final AnnotationValues values;

	/**
	 * Creates a processor.
	 * @param beanFactory provides the beans
	 * @param watches receives the methods; not resolved without annotated methods
	 */
	public ServiceWatchProcessor(ConfigurableListableBeanFactory beanFactory, ObjectProvider<ServiceWatches> watches) {
		this.beans = new AnnotatedBeans(beanFactory);
		this.watches = watches;
		this.values = new AnnotationValues(beanFactory);
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.beans.forEach(ZkServiceWatch.class, this::process);
	}

	private void process(BeanMethod method, ZkServiceWatch watch) {
		try {
			this.watches.getObject().add(this.values.resolve(watch.value()), method, this.beans.invoker(method));
		}
		catch (IllegalArgumentException ex) {
			throw method.invalid(String.valueOf(ex.getMessage()),
					"Correct the service name in the annotation or in the referenced property.");
		}
	}

}
