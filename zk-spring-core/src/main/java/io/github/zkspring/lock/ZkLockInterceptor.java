package io.github.zkspring.lock;

import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import io.github.zkspring.client.support.CallObserver;
import io.github.zkspring.guard.GuardedMethods;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;

/**
 * Acquires the lock of a method before the invocation and releases it after the result is
 * complete.
 */
class ZkLockInterceptor implements MethodInterceptor {

	private final GuardedMethods<ZkLock, LockedMethod> methods;

	private final Supplier<QueueLockTemplate> locks;

	ZkLockInterceptor(GuardedMethods<ZkLock, LockedMethod> methods, Supplier<QueueLockTemplate> locks) {
		this.methods = methods;
		this.locks = locks;
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		Object target = Objects.requireNonNull(invocation.getThis());
		LockedMethod method = this.methods.find(invocation.getMethod(), AopUtils.getTargetClass(target));
		if (method == null) {
			return invocation.proceed();
		}
		QueueLockTemplate template = this.locks.get();
		String name = method.name().evaluate(target, invocation.getArguments());
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
			CompletionStage<?> released = stage.whenComplete((value, failure) -> lock.complete());
			observed.leave();
			released.whenComplete((value, failure) -> ended(observed, failure));
			return released;
		}
		lock.complete();
		observed.end();
		return result;
	}

	private static void ended(CallObserver.Observed observed, @Nullable Throwable failure) {
		if (failure != null) {
			Throwable cause = failure.getCause();
			observed.failed((failure instanceof CompletionException && cause != null) ? cause : failure);
		}
		observed.end();
	}

}
