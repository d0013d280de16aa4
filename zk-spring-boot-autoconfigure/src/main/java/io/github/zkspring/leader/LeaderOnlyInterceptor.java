package io.github.zkspring.leader;

import java.util.Objects;
import java.util.function.Supplier;

import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.util.function.SingletonSupplier;

/**
 * Lets a call through while this instance leads, and answers it in the place of the body
 * otherwise.
 */
class LeaderOnlyInterceptor implements MethodInterceptor {

	private final GuardedMethods methods;

	private final SingletonSupplier<QueueLeaderElections> elections;

	LeaderOnlyInterceptor(GuardedMethods methods, Supplier<QueueLeaderElections> elections) {
		this.methods = methods;
		this.elections = SingletonSupplier.of(elections);
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		Object target = Objects.requireNonNull(invocation.getThis());
		GuardedMethod method = this.methods.find(invocation.getMethod(), target.getClass());
		if (method == null) {
			return invocation.proceed();
		}
		HeldLeadership leadership = this.elections.obtain().queueElection(method.election()).certain();
		if (leadership == null) {
			return method.follow();
		}
		Leadership outer = LeadershipScope.enter(leadership);
		try {
			return invocation.proceed();
		}
		finally {
			LeadershipScope.enter(outer);
		}
	}

}
