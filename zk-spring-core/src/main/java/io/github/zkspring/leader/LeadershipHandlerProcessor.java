package io.github.zkspring.leader;

import java.lang.annotation.Annotation;
import java.util.function.Function;

import io.github.zkspring.annotation.AnnotatedBeans;
import io.github.zkspring.annotation.AnnotationValues;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Finds the methods with {@link OnLeadershipGranted} and {@link OnLeadershipRevoked} of
 * all beans once the singletons are there, before any election is joined. A method that
 * cannot be called fails the start.
 */
public class LeadershipHandlerProcessor implements SmartInitializingSingleton {

	private final ConfigurableListableBeanFactory beanFactory;

	private final AnnotatedBeans beans;

	private final ObjectProvider<LeadershipHandlers> handlers;

	private final ObjectProvider<LeaderElections> elections;

	private final ElectionNames names;

	/**
	 * Create a processor.
	 * @param beanFactory knows the beans
	 * @param handlers takes the methods
	 * @param elections joins their elections
	 */
	public LeadershipHandlerProcessor(ConfigurableListableBeanFactory beanFactory,
			ObjectProvider<LeadershipHandlers> handlers, ObjectProvider<LeaderElections> elections) {
		this.beanFactory = beanFactory;
		this.beans = new AnnotatedBeans(beanFactory);
		this.handlers = handlers;
		this.elections = elections;
		this.names = new ElectionNames(new AnnotationValues(beanFactory));
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.beans.forEach((beanName, type) -> {
			process(beanName, type, OnLeadershipGranted.class, OnLeadershipGranted::value, true);
			process(beanName, type, OnLeadershipRevoked.class, OnLeadershipRevoked::value, false);
		});
	}

	private <A extends Annotation> void process(String beanName, Class<?> type, Class<A> annotation,
			Function<A, String> name, boolean onGrant) {
		AnnotatedBeans.methods(type, annotation).forEach((method, found) -> {
			String election = this.names.resolve(beanName, method, name.apply(found));
			this.handlers.getObject()
				.add(LeadershipHandler.of(election, onGrant, beanName, this.beans.invocable(beanName, method),
						() -> this.beanFactory.getBean(beanName)));
			this.elections.getObject().election(election);
		});
	}

}
