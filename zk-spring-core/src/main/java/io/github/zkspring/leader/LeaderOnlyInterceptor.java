package io.github.zkspring.leader;

import java.util.Objects;
import java.util.function.Supplier;

import io.github.zkspring.client.support.CallObserver;
import io.github.zkspring.guard.GuardedInvocation;
import io.github.zkspring.guard.GuardedMethods;
import io.github.zkspring.guard.InvocationStack;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;

/**
 * Executes the body of a method with {@link LeaderOnly @LeaderOnly} while this instance
 * leads. Otherwise it returns an empty value or throws, as the annotation says.
 */
class LeaderOnlyInterceptor implements MethodInterceptor {

	private final GuardedMethods<LeaderOnly, LeaderOnlyMethod> methods;

	private final Supplier<QueueLeaderElections> elections;

	private final Supplier<CallObserver<LeaderInvocation>> observer;

	LeaderOnlyInterceptor(GuardedMethods<LeaderOnly, LeaderOnlyMethod> methods,
			Supplier<QueueLeaderElections> elections, Supplier<CallObserver<LeaderInvocation>> observer) {
		this.methods = methods;
		this.elections = elections;
		this.observer = observer;
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		Object target = Objects.requireNonNull(invocation.getThis());
		LeaderOnlyMethod method = this.methods.find(invocation.getMethod(), AopUtils.getTargetClass(target));
		if (method == null) {
			return invocation.proceed();
		}
		GuardedInvocation body = enter(method);
		if (body == null) {
			return method.skip();
		}
		try {
			return proceed(invocation, method);
		}
		finally {
			InvocationStack.current().leave(body);
		}
	}

	private @Nullable GuardedInvocation enter(LeaderOnlyMethod method) {
		QueueLeaderElection election = this.elections.get().queueElection(method.election());
		HeldLeadership leadership = election.held();
		if (leadership != null) {
			// entered before the check: whoever ends the leadership either sees this
			// invocation, or ends it before the check
			InvocationStack stack = InvocationStack.current();
			GuardedInvocation body = stack.enter(leadership, method.kind());
			if (leadership.mayStart()) {
				election.statistics().bodyRun();
				return body;
			}
			stack.leave(body);
		}
		election.statistics().bodySkipped();
		return null;
	}

	private @Nullable Object proceed(MethodInvocation invocation, LeaderOnlyMethod method) throws Throwable {
		CallObserver.Observed observed = this.observer.get().begin(method.invocation());
		try {
			return invocation.proceed();
		}
		catch (Throwable ex) {
			observed.failed(ex);
			throw ex;
		}
		finally {
			observed.end();
		}
	}

}
