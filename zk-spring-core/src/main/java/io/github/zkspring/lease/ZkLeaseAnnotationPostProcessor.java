package io.github.zkspring.lease;

import io.github.zkspring.annotation.AnnotationValues;
import io.github.zkspring.guard.GuardPostProcessor;
import io.github.zkspring.guard.GuardedMethods;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;

/**
 * Puts the lease around the methods with {@link ZkLease @ZkLease}, among the advice that
 * their beans already have by its order.
 */
public class ZkLeaseAnnotationPostProcessor extends GuardPostProcessor<ZkLease, LeasedMethod> {

	/**
	 * The place of the lease among the advisors of a bean unless told otherwise: outside
	 * of transactions, whatever their order, and of locks, inside of the guard of
	 * {@code @LeaderOnly}.
	 */
	public static final int DEFAULT_ADVICE_ORDER = HIGHEST_PRECEDENCE + 150;

	/**
	 * Create the post-processor.
	 * @param beanFactory knows the configuration
	 * @param claims takes leases, asked for by the first call
	 * @param leases knows the holder, asked for by the first call
	 */
	public ZkLeaseAnnotationPostProcessor(ConfigurableBeanFactory beanFactory, ObjectProvider<LeaseClaims> claims,
			ObjectProvider<ZkLeases> leases) {
		this(LeasedMethod.of(new AnnotationValues(beanFactory)), claims, leases);
	}

	private ZkLeaseAnnotationPostProcessor(GuardedMethods<ZkLease, LeasedMethod> methods,
			ObjectProvider<LeaseClaims> claims, ObjectProvider<ZkLeases> leases) {
		super(methods, new LeaseInterceptor(methods, claims::getObject, leases::getObject));
		setAdviceOrder(DEFAULT_ADVICE_ORDER);
		// before the post-processor of @Scheduled, which takes the bean as it is by then
		setOrder(LOWEST_PRECEDENCE - 2);
	}

}
