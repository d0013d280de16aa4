package io.github.zkspring.leader;

import java.lang.annotation.Annotation;
import java.util.function.Function;

import io.github.zkspring.annotation.AnnotatedBeans;
import io.github.zkspring.annotation.AnnotationValues;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Registers the methods with {@link OnLeadershipGranted @OnLeadershipGranted} and
 * {@link OnLeadershipRevoked @OnLeadershipRevoked} of all beans when the singletons
 * exist, before any election is joined. An invalid method fails the start. Also finds the
 * elections of {@link LeaderOnly @LeaderOnly} beans that do not exist yet, such as lazy
 * ones, so that these elections are joined at the start as well.
 */
public class LeadershipHandlerProcessor implements SmartInitializingSingleton {

	private final ConfigurableListableBeanFactory beanFactory;

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
		this.beanFactory = beanFactory;
		this.beans = new AnnotatedBeans(beanFactory);
		this.values = new AnnotationValues(beanFactory);
		this.elections = elections;
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.beans.forEach((beanName, type) -> {
			register(beanName, type, OnLeadershipGranted.class, OnLeadershipGranted::value, true);
			register(beanName, type, OnLeadershipRevoked.class, OnLeadershipRevoked::value, false);
			LeaderOnlyMethod.elections(beanName, type, this.values)
				.forEach((election) -> this.elections.getObject().election(election));
		});
	}

	private <A extends Annotation> void register(String beanName, Class<?> type, Class<A> annotation,
			Function<A, String> name, boolean onGrant) {
		AnnotatedBeans.methods(type, annotation).forEach((method, found) -> {
			String election = LeaderOnlyMethod.electionName(beanName, method, name.apply(found), this.values);
			LeadershipHandlerMethod handler = new LeadershipHandlerMethod(onGrant, beanName,
					this.beans.invocable(beanName, method), () -> this.beanFactory.getBean(beanName));
			this.elections.getObject().addHandler(election, handler);
		});
	}

}
