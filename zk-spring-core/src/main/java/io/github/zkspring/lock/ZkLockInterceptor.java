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
 * Acquires the lock of a method before it goes on, and releases it behind the result.
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
		LockTask task = new LockTask(method.name().name(target, invocation.getArguments()), method.options().mode(),
				method.name().text());
		QueueLockTemplate template = this.locks.get();
		CallObserver.Observed observed = template.observer().begin(task);
		try {
			LockHandle lock = acquire(template, task, method);
			if (lock == null) {
				observed.end();
				return method.otherwise().emptyValue();
			}
			return run(lock, observed, method, invocation);
		}
		catch (Throwable ex) {
			observed.failed(ex);
			observed.end();
			throw ex;
		}
	}

	private static @Nullable LockHandle acquire(QueueLockTemplate template, LockTask task, LockedMethod method) {
		LockHandle lock = method.otherwise().skips() ? template.tryHandle(task.name(), method.options()).orElse(null)
				: (LockHandle) template.acquire(task.name(), method.options());
		if (lock != null) {
			task.held(lock);
		}
		return lock;
	}

	private static @Nullable Object run(LockHandle lock, CallObserver.Observed observed, LockedMethod method,
			MethodInvocation invocation) throws Throwable {
		Object result = LockedBody.run(lock, method.options().interruptOnLoss(), (held) -> invocation.proceed());
		if (result instanceof CompletionStage<?> stage) {
			CompletionStage<?> released = stage.whenComplete((value, failure) -> LockedBody.end(lock));
			observed.leave();
			released.whenComplete((value, failure) -> ended(observed, failure));
			return released;
		}
		LockedBody.end(lock);
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
