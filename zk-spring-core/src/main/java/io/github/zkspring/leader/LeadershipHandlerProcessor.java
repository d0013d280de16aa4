package io.github.zkspring.leader;

import io.github.zkspring.annotation.AnnotatedBeans;
import io.github.zkspring.annotation.AnnotationValues;
import io.github.zkspring.annotation.BeanMethod;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Registers the methods with {@link OnLeadershipGranted @OnLeadershipGranted} and
 * {@link OnLeadershipRevoked @OnLeadershipRevoked} of all beans when the singletons
 * exist, before any election is joined. An invalid method fails the start.
 */
public class LeadershipHandlerProcessor implements SmartInitializingSingleton {

	private final AnnotatedBeans beans;

	private final AnnotationValues values;

	private final ObjectProvider<QueueLeaderElections> elections;

	/**
	 * Creates the processor.
	 * @param beanFactory contains the beans
	 * @param elections the elections that the methods belong to
	 */
	public LeadershipHandlerProcessor(ConfigurableListableBeanFactory beanFactory,
			ObjectProvider<QueueLeaderElections> elections) {
		this.beans = new AnnotatedBeans(beanFactory);
		this.values = new AnnotationValues(beanFactory);
		this.elections = elections;
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.beans.forEach(OnLeadershipGranted.class, (method, found) -> register(method, found.value(), true));
		this.beans.forEach(OnLeadershipRevoked.class, (method, found) -> register(method, found.value(), false));
	}

	private void register(BeanMethod method, String name, boolean onGrant) {
		String election = LeaderOnlyMethod.electionName(method.beanName(), method.method(), name, this.values);
		this.elections.getObject()
			.addHandler(election, new LeadershipHandlerMethod(onGrant, method, this.beans.invoker(method)));
	}

}
