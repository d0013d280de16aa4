package io.github.zkspring.leader;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.zkspring.client.AnnotationValues;
import io.github.zkspring.client.ZkException;

import org.springframework.aop.Advisor;
import org.springframework.aop.Pointcut;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.framework.autoproxy.AbstractBeanFactoryAwareAdvisingPostProcessor;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.ComposablePointcut;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.cglib.proxy.Factory;
import org.springframework.core.OrderComparator;

/**
 * Puts the guard around the beans with {@link LeaderOnly @LeaderOnly}, among the advice
 * they already have by its order, and joins their elections.
 */
public class LeaderOnlyAnnotationPostProcessor extends AbstractBeanFactoryAwareAdvisingPostProcessor
		implements SmartInitializingSingleton {

	/**
	 * The place of the guard among the advisors of a bean unless told otherwise: outside
	 * of transactions, whatever their order.
	 */
	public static final int DEFAULT_ADVICE_ORDER = HIGHEST_PRECEDENCE + 100;

	private final ObjectProvider<QueueLeaderElections> elections;

	private final GuardedMethods methods;

	private final LeaderOnlyInterceptor interceptor;

	private final DefaultPointcutAdvisor guard;

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
		this.interceptor = new LeaderOnlyInterceptor(this.methods, (name) -> elections.getObject().queueElection(name));
		this.guard = new DefaultPointcutAdvisor(pointcut, this.interceptor);
		this.advisor = this.guard;
		setAdviceOrder(DEFAULT_ADVICE_ORDER);
		// before the post-processor of @Scheduled, which takes the bean as it is by then
		setOrder(LOWEST_PRECEDENCE - 1);
	}

	/**
	 * Set the place of the guard among the advisors that a bean already has.
	 * @param order the order: higher values are further inside
	 */
	public final void setAdviceOrder(int order) {
		this.guard.setOrder(order);
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		Class<?> type = AopUtils.getTargetClass(bean);
		// the annotation is on the target of a proxy, and not on the proxy itself
		if (!isEligible(bean, beanName) && !(bean instanceof Advised && isEligible(type))) {
			return bean;
		}
		this.methods.register(beanName, type).forEach((method) -> join(method.election()));
		if (bean instanceof Advised advised && !advised.isFrozen()) {
			advised.addAdvisor(place(advised.getAdvisors()), this.guard);
			return bean;
		}
		Object guarded = super.postProcessAfterInitialization(bean, beanName);
		if (guarded == bean) {
			throw new ZkException(
					"Bean '%s' is a frozen proxy of interfaces, which @LeaderOnly cannot guard: leave it open, or proxy its class"
						.formatted(beanName));
		}
		if (guarded instanceof Factory proxy) {
			GuardCallback.install(proxy, this.interceptor, bean, this.methods);
		}
		return guarded;
	}

	private int place(Advisor[] advisors) {
		int index = 0;
		while (index < advisors.length && OrderComparator.INSTANCE.compare(advisors[index], this.guard) <= 0) {
			index++;
		}
		return index;
	}

	// nothing is added to a proxy of ours later: its calls may take the short way
	@Override
	protected void customizeProxyFactory(ProxyFactory proxyFactory) {
		proxyFactory.setFrozen(true);
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
