package io.github.zkspring.lock;

import io.github.zkspring.annotation.AnnotationValues;
import io.github.zkspring.guard.GuardPostProcessor;
import io.github.zkspring.guard.GuardedMethods;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Puts locks around the beans with {@link ZkLock @ZkLock}, among the advice they already
 * have by its order.
 */
public class ZkLockAnnotationPostProcessor extends GuardPostProcessor<ZkLock, LockedMethod> {

	/**
	 * The place of locks among the advisors of a bean unless told otherwise: outside of
	 * transactions, whatever their order, and inside of {@code @LeaderOnly}.
	 */
	public static final int DEFAULT_ADVICE_ORDER = HIGHEST_PRECEDENCE + 200;

	/**
	 * Create the post-processor.
	 * @param beanFactory knows the configuration and the beans
	 * @param locks the template, asked for with the first call
	 */
	public ZkLockAnnotationPostProcessor(ConfigurableListableBeanFactory beanFactory,
			ObjectProvider<QueueLockTemplate> locks) {
		this(locks, LockedMethod.of(new AnnotationValues(beanFactory)));
	}

	private ZkLockAnnotationPostProcessor(ObjectProvider<QueueLockTemplate> locks,
			GuardedMethods<ZkLock, LockedMethod> methods) {
		super(methods, new ZkLockInterceptor(methods, locks::getObject));
		setAdviceOrder(DEFAULT_ADVICE_ORDER);
		// before that of @LeaderOnly, whose own proxies are quicker than those it adds to
		setOrder(LOWEST_PRECEDENCE - 2);
	}

}
