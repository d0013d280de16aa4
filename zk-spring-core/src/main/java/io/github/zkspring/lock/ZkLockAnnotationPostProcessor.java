package io.github.zkspring.lock;

import io.github.zkspring.annotation.AnnotationValues;
import io.github.zkspring.guard.GuardPostProcessor;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;

/**
 * Guards the methods with {@link ZkLock @ZkLock}.
 */
public class ZkLockAnnotationPostProcessor extends GuardPostProcessor<ZkLock, LockedMethod> {

	/**
	 * The default order among the advisors of a bean: outside transactions, whatever
	 * their order, and inside {@code @LeaderOnly}.
	 */
	public static final int DEFAULT_ADVICE_ORDER = HIGHEST_PRECEDENCE + 200;

	/**
	 * Creates the post-processor.
	 * @param beanFactory resolves placeholders
	 * @param locks the template, resolved by the first call
	 */
	public ZkLockAnnotationPostProcessor(ConfigurableBeanFactory beanFactory, ObjectProvider<QueueLockTemplate> locks) {
		super(LockedMethod.annotation(new AnnotationValues(beanFactory)), new ZkLockInterceptor(locks::getObject));
		setAdviceOrder(DEFAULT_ADVICE_ORDER);
		// before the post-processor of @Scheduled, which uses the bean as it is by then
		setOrder(LOWEST_PRECEDENCE - 2);
	}

}
