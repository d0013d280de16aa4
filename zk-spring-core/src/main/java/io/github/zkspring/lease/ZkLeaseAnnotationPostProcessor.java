package io.github.zkspring.lease;

import java.util.Collection;

import io.github.zkspring.annotation.AnnotationValues;
import io.github.zkspring.guard.GuardPostProcessor;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;

/**
 * Guards the methods with {@link ZkLease @ZkLease}.
 */
public class ZkLeaseAnnotationPostProcessor extends GuardPostProcessor<ZkLease, LeasedMethod> {

	/**
	 * The default order among the advisors of a bean: outside transactions, whatever
	 * their order, and locks, and inside {@code @LeaderOnly}.
	 */
	public static final int DEFAULT_ADVICE_ORDER = HIGHEST_PRECEDENCE + 150;

	private final ObjectProvider<LeaseClaims> claims;

	private volatile boolean used;

	/**
	 * Creates the post-processor.
	 * @param beanFactory resolves placeholders
	 * @param claims takes leases, resolved by the first call
	 * @param leases provides the holder, resolved by the first call
	 */
	public ZkLeaseAnnotationPostProcessor(ConfigurableBeanFactory beanFactory, ObjectProvider<LeaseClaims> claims,
			ObjectProvider<ZkLeases> leases) {
		super(LeasedMethod.annotation(new AnnotationValues(beanFactory)),
				new ZkLeaseInterceptor(claims::getObject, leases::getObject));
		this.claims = claims;
		setAdviceOrder(DEFAULT_ADVICE_ORDER);
		// before the post-processor of @Scheduled, which uses the bean as it is by then
		setOrder(LOWEST_PRECEDENCE - 2);
	}

	@Override
	protected void registered(Collection<LeasedMethod> found) {
		this.used = this.used || !found.isEmpty();
	}

	@Override
	public void afterSingletonsInstantiated() {
		super.afterSingletonsInstantiated();
		if (this.used) {
			this.claims.getObject().requireFormat();
		}
	}

}
