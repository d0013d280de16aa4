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
 * Takes the lease of a method before the invocation, and skips the invocation without it.
 */
class ZkLeaseInterceptor implements MethodInterceptor {

	private static final Log logger = LogFactory.getLog(ZkLeaseInterceptor.class);

	private final GuardedMethods<ZkLease, LeasedMethod> methods;

	private final Supplier<LeaseClaims> claims;

	private final Supplier<ZkLeases> leases;

	ZkLeaseInterceptor(GuardedMethods<ZkLease, LeasedMethod> methods, Supplier<LeaseClaims> claims,
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
		return method.otherwise().emptyValue();
	}

	private boolean take(LeasedMethod method) {
		try {
			boolean taken = this.claims.get().take(method.request(), this.leases.get().holder());
			if (!taken) {
				logger.debug("Skipped a call: the lease '" + method.request().name() + "' is not over");
			}
			return taken;
		}
		catch (ZkException ex) {
			logger.warn("Skipped a call: it is unknown whether the lease '" + method.request().name() + "' was taken: "
					+ ex.getMessage());
			return false;
		}
	}

}
