package io.github.zkspring.lock;

import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;

/**
 * What {@code #root} is in the name of a lock. Public for expressions alone.
 */
public final class LockedCall {

	private final Method method;

	private final Object target;

	private final @Nullable Object[] args;

	LockedCall(Method method, Object target, @Nullable Object[] args) {
		this.method = method;
		this.target = target;
		this.args = args;
	}

	/**
	 * The method that is called.
	 * @return the method
	 */
	public Method getMethod() {
		return this.method;
	}

	/**
	 * The bean that it is called on.
	 * @return the bean, below all proxies
	 */
	public Object getTarget() {
		return this.target;
	}

	/**
	 * The arguments of the call.
	 * @return the arguments
	 */
	public @Nullable Object[] getArgs() {
		return this.args;
	}

}
