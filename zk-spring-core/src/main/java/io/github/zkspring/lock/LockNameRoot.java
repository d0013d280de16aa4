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
	 * Returns the invoked method.
	 * @return the method
	 */
	public Method getMethod() {
		return this.method;
	}

	/**
	 * Returns the target of the invocation.
	 * @return the bean itself, not its proxy
	 */
	public Object getTarget() {
		return this.target;
	}

	/**
	 * Returns the arguments of the invocation.
	 * @return the arguments
	 */
	public @Nullable Object[] getArgs() {
		return this.args;
	}

}
