package io.github.zkspring.watch;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.List;

import io.github.zkspring.annotation.AnnotatedBeans;
import io.github.zkspring.client.InvalidZkMethodException;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Finds the watch methods of all beans once the singletons are there, also of beans that
 * are lazy, scoped or proxied, and adds a watch for each annotation to the registry. A
 * description that cannot work fails the start.
 */
public class WatchMethodProcessor implements SmartInitializingSingleton {

	private final AnnotatedBeans beans;

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
		this.beans = new AnnotatedBeans(beanFactory);
		this.factory = factory;
		this.registry = registry;
		this.reader = new EndpointReader(beanFactory);
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.beans.forEach((beanName, type) -> WatchAnnotations.find(type)
			.forEach((method, annotations) -> process(beanName, method, annotations)));
	}

	private void process(String beanName, Method method, List<Annotation> annotations) {
		this.beans.requireOneObject(beanName, method);
		this.beans.invocable(beanName, method);
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

}
