package io.github.zkspring.lock;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

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
		String name = method.name().name(target, invocation.getArguments());
		if (!method.otherwise().skip()) {
			return run((LockHandle) this.locks.get().acquire(name, method.options()), method, invocation);
		}
		Optional<LockHandle> lock = this.locks.get().tryHandle(name, method.options());
		return lock.isPresent() ? run(lock.get(), method, invocation) : method.otherwise().value().get();
	}

	private static @Nullable Object run(LockHandle lock, LockedMethod method, MethodInvocation invocation)
			throws Throwable {
		Object result = LockedBody.run(lock, method.options().interruptOnLoss(), (held) -> invocation.proceed());
		if (result instanceof CompletionStage<?> stage) {
			return stage.whenComplete((value, failure) -> LockedBody.end(lock));
		}
		LockedBody.end(lock);
		return result;
	}

}
