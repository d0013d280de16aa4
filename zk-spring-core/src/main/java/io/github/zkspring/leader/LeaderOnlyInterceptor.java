package io.github.zkspring.leader;

import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import io.github.zkspring.client.support.CallObserver;
import io.github.zkspring.guard.GuardInterceptor;
import io.github.zkspring.guard.GuardedInvocation;
import io.github.zkspring.guard.InvocationStack;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/**
 * Executes the body of a method with {@link LeaderOnly @LeaderOnly} while this instance
 * leads. Otherwise it returns an empty value or throws, as the annotation says.
 */
class LeaderOnlyInterceptor implements GuardInterceptor<LeaderOnlyMethod> {

	private final Supplier<QueueLeaderElections> elections;

	private final Supplier<CallObserver<LeaderInvocation>> observer;

	LeaderOnlyInterceptor(Supplier<QueueLeaderElections> elections, Supplier<CallObserver<LeaderInvocation>> observer) {
		this.elections = elections;
		this.observer = observer;
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation, LeaderOnlyMethod method) throws Throwable {
		QueueLeaderElection election = this.elections.get().queueElection(method.election());
		HeldLeadership leadership = election.held();
		if (leadership != null) {
			// entered before the check: whoever ends the leadership either sees this
			// invocation, or ends it before the check
			InvocationStack stack = InvocationStack.current();
			GuardedInvocation body = stack.enter(leadership, method.kind());
			try {
				if (leadership.mayStart()) {
					election.statistics().bodyRun();
					return proceed(invocation, method, leadership);
				}
			}
			finally {
				stack.leave(body);
			}
		}
		election.statistics().bodySkipped();
		return method.skip();
	}

	private @Nullable Object proceed(MethodInvocation invocation, LeaderOnlyMethod method, HeldLeadership leadership)
			throws Throwable {
		CallObserver.Observed observed = this.observer.get().begin(method.invocation());
		try {
			Object result = invocation.proceed();
			if (result instanceof CompletionStage<?> work) {
				leadership.follow(work);
				observed.endWith(work);
			}
			else {
				observed.end();
			}
			return result;
		}
		catch (Throwable ex) {
			observed.failed(ex);
			observed.end();
			throw ex;
		}
	}

}
