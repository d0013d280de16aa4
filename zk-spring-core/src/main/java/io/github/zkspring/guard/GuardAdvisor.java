package io.github.zkspring.guard;

import java.lang.reflect.Method;

import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.Advisor;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.support.StaticMethodMatcherPointcutAdvisor;

/**
 * The guard of one annotation for all beans of a type. Beans of the same type share it,
 * so that Spring can share their proxy class.
 *
 * @param <T> the description of a guarded method
 */
final class GuardAdvisor<T> extends StaticMethodMatcherPointcutAdvisor {

	private final transient GuardPostProcessor<?, T> owner;

	private final transient GuardedMethods<T> methods;

	GuardAdvisor(GuardPostProcessor<?, T> owner, GuardedMethods<T> methods, GuardInterceptor<T> interceptor) {
		this.owner = owner;
		this.methods = methods;
		setAdvice((MethodInterceptor) (invocation) -> invoke(invocation, interceptor));
	}

	private @Nullable Object invoke(MethodInvocation invocation, GuardInterceptor<T> interceptor) throws Throwable {
		T method = this.methods.find(invocation.getMethod());
		return (method != null) ? interceptor.invoke(invocation, method) : invocation.proceed();
	}

	@Override
	public boolean matches(Method method, Class<?> targetClass) {
		return this.methods.find(method) != null;
	}

	@Override
	public String toString() {
		return "guard of " + this.owner.annotation().name();
	}

	/**
	 * Returns whether a bean, or the bean behind its proxy, has the guard.
	 * @param bean the bean
	 * @param owner the post-processor that adds the guard
	 * @return {@code true} if calls of the bean pass the guard
	 */
	static boolean isGuarded(Object bean, GuardPostProcessor<?, ?> owner) {
		Object next = bean;
		while (next instanceof Advised advised) {
			for (Advisor advisor : advised.getAdvisors()) {
				if (advisor instanceof GuardAdvisor<?> guard && guard.owner == owner) {
					return true;
				}
			}
			next = AopProxyUtils.getSingletonTarget(next);
		}
		return false;
	}

}
