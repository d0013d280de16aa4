package io.github.zkspring.leader;

import java.util.Objects;
import java.util.function.Function;
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
 * Lets a call through while this instance leads, and answers it in the place of the body
 * otherwise.
 */
class LeaderOnlyInterceptor implements MethodInterceptor {

	private final GuardedMethods<LeaderOnly, GuardedMethod> methods;

	private final Function<String, QueueLeaderElection> elections;

	private final Supplier<CallObserver<LeaderTask>> observers;

	private @Nullable CallObserver<LeaderTask> observer;

	LeaderOnlyInterceptor(GuardedMethods<LeaderOnly, GuardedMethod> methods,
			Function<String, QueueLeaderElection> elections, Supplier<CallObserver<LeaderTask>> observers) {
		this.methods = methods;
		this.elections = elections;
		this.observers = observers;
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		Object target = Objects.requireNonNull(invocation.getThis());
		GuardedMethod method = this.methods.find(invocation.getMethod(), AopUtils.getTargetClass(target));
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

	private @Nullable Object proceed(MethodInvocation invocation, GuardedMethod method) throws Throwable {
		CallObserver.Observed observed = observer().begin(method.task());
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

	private CallObserver<LeaderTask> observer() {
		CallObserver<LeaderTask> known = this.observer;
		if (known == null) {
			known = this.observers.get();
			this.observer = known;
		}
		return known;
	}

	private @Nullable GuardedInvocation enter(GuardedMethod method) {
		QueueLeaderElection election = method.in(this.elections);
		HeldLeadership leadership = election.held();
		if (leadership == null) {
			election.counts().bodySkipped();
			return null;
		}
		// entered before it is asked: what ends the leadership then sees the body, or is
		// seen
		InvocationStack thread = InvocationStack.current();
		GuardedInvocation body = thread.enter(leadership, method.kind());
		if (leadership.mayStart()) {
			election.counts().bodyRuns();
			return body;
		}
		thread.leave(body);
		election.counts().bodySkipped();
		return null;
	}

}
