package io.github.zkspring.lock;

import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;

/**
 * The {@code #root} object of expressions in lock names. Public for expressions only.
 */
public final class LockNameRoot {

	private final Method method;

	private final Object target;

	private final @Nullable Object[] args;

	LockNameRoot(Method method, Object target, @Nullable Object[] args) {
		this.method = method;
		this.target = target;
		this.args = args;
	}

	/**
	 * Return the invoked method.
	 * @return the method
	 */
	public Method getMethod() {
		return this.method;
	}

	/**
	 * Return the target of the invocation.
	 * @return the bean itself, not its proxy
	 */
	public Object getTarget() {
		return this.target;
	}

	/**
	 * Return the arguments of the invocation.
	 * @return the arguments
	 */
	public @Nullable Object[] getArgs() {
		return this.args;
	}

}
