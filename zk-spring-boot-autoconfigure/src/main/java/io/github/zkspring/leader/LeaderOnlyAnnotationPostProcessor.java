package io.github.zkspring.leader;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.zkspring.client.AnnotationValues;

import org.springframework.aop.Pointcut;
import org.springframework.aop.framework.autoproxy.AbstractBeanFactoryAwareAdvisingPostProcessor;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.ComposablePointcut;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;

/**
 * Puts the guard around the beans with {@link LeaderOnly @LeaderOnly}, outside of all
 * advice they already have, and joins their elections.
 */
public class LeaderOnlyAnnotationPostProcessor extends AbstractBeanFactoryAwareAdvisingPostProcessor
		implements SmartInitializingSingleton {

	private final ObjectProvider<QueueLeaderElections> elections;

	private final GuardedMethods methods;

	private final Set<String> names = ConcurrentHashMap.newKeySet();

	private volatile boolean ready;

	/**
	 * Create the post-processor.
	 * @param beanFactory knows the configuration
	 * @param elections the elections, asked for when all singletons are there
	 */
	public LeaderOnlyAnnotationPostProcessor(ConfigurableBeanFactory beanFactory,
			ObjectProvider<QueueLeaderElections> elections) {
		this.elections = elections;
		this.methods = new GuardedMethods(new AnnotationValues(beanFactory));
		Pointcut pointcut = new ComposablePointcut(new AnnotationMatchingPointcut(LeaderOnly.class, true))
			.union((Pointcut) new AnnotationMatchingPointcut(null, LeaderOnly.class, true));
		this.advisor = new DefaultPointcutAdvisor(pointcut,
				new LeaderOnlyInterceptor(this.methods, elections::getObject));
		setBeforeExistingAdvisors(true);
		// before the post-processor of @Scheduled, which takes the bean as it is by then
		setOrder(LOWEST_PRECEDENCE - 1);
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (isEligible(bean, beanName)) {
			this.methods.register(beanName, AopUtils.getTargetClass(bean)).forEach((method) -> join(method.election()));
		}
		return super.postProcessAfterInitialization(bean, beanName);
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.ready = true;
		this.names.forEach(this::join);
	}

	private void join(String election) {
		this.names.add(election);
		if (this.ready) {
			this.elections.getObject().election(election);
		}
	}

}
