package io.github.zkspring.lease;

import java.util.function.Supplier;

import io.github.zkspring.client.ZkException;
import io.github.zkspring.guard.GuardInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Takes the lease of a method before the invocation, and skips the invocation without it.
 */
class ZkLeaseInterceptor implements GuardInterceptor<LeasedMethod> {

	private static final Log logger = LogFactory.getLog(ZkLeaseInterceptor.class);

	private final Supplier<LeaseClaims> claims;

	private final Supplier<ZkLeases> leases;

	ZkLeaseInterceptor(Supplier<LeaseClaims> claims, Supplier<ZkLeases> leases) {
		this.claims = claims;
		this.leases = leases;
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation, LeasedMethod method) throws Throwable {
		return take(method) ? invocation.proceed() : method.otherwise().emptyValue();
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
