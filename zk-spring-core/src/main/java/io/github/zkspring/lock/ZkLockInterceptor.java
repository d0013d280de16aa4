package io.github.zkspring.lock;

import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import io.github.zkspring.client.support.CallObserver;
import io.github.zkspring.guard.GuardInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/**
 * Acquires the lock of a method before the invocation and releases it after the result is
 * complete.
 */
class ZkLockInterceptor implements GuardInterceptor<LockedMethod> {

	private final Supplier<QueueLockTemplate> locks;

	ZkLockInterceptor(Supplier<QueueLockTemplate> locks) {
		this.locks = locks;
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation, LockedMethod method) throws Throwable {
		QueueLockTemplate template = this.locks.get();
		String name = method.name().evaluate(invocation.getThis(), invocation.getArguments());
		LockInvocation observable = new LockInvocation(name, method.options().mode(), method.name().text());
		CallObserver.Observed observed = template.observer().begin(observable);
		try {
			LockReference lock = method.otherwise().skips()
					? template.tryAcquireReference(name, method.options()).orElse(null)
					: template.acquireReference(name, method.options());
			if (lock == null) {
				observed.end();
				return method.otherwise().emptyValue();
			}
			observable.acquired(lock);
			Object result = lock.execute(method.options().interruptOnLoss(), (held) -> invocation.proceed());
			return complete(lock, result, observed);
		}
		catch (Throwable ex) {
			observed.failed(ex);
			observed.end();
			throw ex;
		}
	}

	private static @Nullable Object complete(LockReference lock, @Nullable Object result,
			CallObserver.Observed observed) {
		if (result instanceof CompletionStage<?> stage) {
			CompletionStage<?> released = stage.whenComplete((value, failure) -> lock.completeAsync());
			observed.endWith(released);
			return released;
		}
		lock.complete();
		observed.end();
		return result;
	}

}
