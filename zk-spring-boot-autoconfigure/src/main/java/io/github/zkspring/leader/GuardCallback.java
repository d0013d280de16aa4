package io.github.zkspring.leader;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.Map;

import io.github.zkspring.client.CallObserver;
import io.github.zkspring.guard.GuardedMethods;
import io.github.zkspring.guard.GuardedThread;
import io.github.zkspring.guard.RunningBody;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.RawTargetAccess;
import org.springframework.aop.framework.Advised;
import org.springframework.cglib.proxy.Callback;
import org.springframework.cglib.proxy.Factory;
import org.springframework.cglib.proxy.MethodInterceptor;
import org.springframework.cglib.proxy.MethodProxy;
import org.springframework.core.NativeDetector;

/**
 * The way of a guarded call through a class proxy as long as it has nothing but the
 * guard: without the invocation object that a chain of advice needs. Every other call
 * goes the usual way.
 */
final class GuardCallback implements MethodInterceptor {

	private final MethodInterceptor usual;

	private final Advised proxy;

	private final LeaderOnlyInterceptor guard;

	private final Object target;

	private final Map<Method, GuardedMethod> methods;

	private GuardCallback(MethodInterceptor usual, Advised proxy, LeaderOnlyInterceptor guard, Object target,
			Map<Method, GuardedMethod> methods) {
		this.usual = usual;
		this.proxy = proxy;
		this.guard = guard;
		this.target = target;
		this.methods = methods;
	}

	/**
	 * Shorten the way through a proxy.
	 * @param proxy a class proxy with the guard as its only advisor
	 * @param guard the guard
	 * @param target the bean behind the proxy
	 * @param guarded its guarded methods
	 */
	static void install(Advised proxy, LeaderOnlyInterceptor guard, Object target,
			GuardedMethods<LeaderOnly, GuardedMethod> guarded) {
		if (NativeDetector.inNativeImage()) {
			// what calls methods without reflection is made at run time
			return;
		}
		Map<Method, GuardedMethod> methods = new HashMap<>();
		guarded.of(target.getClass()).forEach((method, description) -> {
			if (Modifier.isPublic(method.getModifiers())) {
				methods.put(method, description);
			}
		});
		Factory shortened = (Factory) proxy;
		Callback[] callbacks = shortened.getCallbacks();
		for (int index = 0; index < callbacks.length; index++) {
			if (callbacks[index] instanceof MethodInterceptor usual) {
				shortened.setCallback(index, new GuardCallback(usual, proxy, guard, target, methods));
			}
		}
	}

	@Override
	public @Nullable Object intercept(Object proxy, Method method, Object[] arguments, MethodProxy methodProxy)
			throws Throwable {
		GuardedMethod guarded = this.methods.get(method);
		// other post-processors may have added their advice to the proxy since
		if (guarded == null || this.proxy.getAdvisorCount() != 1) {
			return this.usual.intercept(proxy, method, arguments, methodProxy);
		}
		RunningBody body = this.guard.enter(guarded);
		if (body == null) {
			return guarded.follow();
		}
		try {
			Object result = invoke(guarded, methodProxy, arguments);
			return (result == this.target && !(this.target instanceof RawTargetAccess)) ? proxy : result;
		}
		finally {
			GuardedThread.current().leave(body);
		}
	}

	private @Nullable Object invoke(GuardedMethod guarded, MethodProxy methodProxy, Object[] arguments)
			throws Throwable {
		CallObserver.Observed observed = this.guard.observe(guarded);
		try {
			return methodProxy.invoke(this.target, arguments);
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
