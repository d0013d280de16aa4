package io.github.zkspring.lease;

import java.util.Objects;
import java.util.function.Supplier;

import io.github.zkspring.client.ZkException;
import io.github.zkspring.guard.GuardedMethods;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;

/**
 * Lets a call through when it gets the lease of its method, and answers it in the place
 * of the body otherwise.
 */
class LeaseInterceptor implements MethodInterceptor {

	private static final Log logger = LogFactory.getLog(LeaseInterceptor.class);

	private final GuardedMethods<ZkLease, LeasedMethod> methods;

	private final Supplier<LeaseClaims> claims;

	private final Supplier<ZkLeases> leases;

	LeaseInterceptor(GuardedMethods<ZkLease, LeasedMethod> methods, Supplier<LeaseClaims> claims,
			Supplier<ZkLeases> leases) {
		this.methods = methods;
		this.claims = claims;
		this.leases = leases;
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		Object target = Objects.requireNonNull(invocation.getThis());
		LeasedMethod method = this.methods.find(invocation.getMethod(), AopUtils.getTargetClass(target));
		if (method == null || take(method)) {
			return invocation.proceed();
		}
		return method.skipped().get();
	}

	private boolean take(LeasedMethod method) {
		try {
			boolean taken = this.claims.get().take(method.requestOf(this.leases.get().holder()));
			if (!taken) {
				logger.debug("Skipped: the lease '" + method.name() + "' is not over");
			}
			return taken;
		}
		catch (ZkException ex) {
			logger.warn("Skipped: it is not sure that the lease '" + method.name() + "' was taken: " + ex.getMessage());
			return false;
		}
	}

}
