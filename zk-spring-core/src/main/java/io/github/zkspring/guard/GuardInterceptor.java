package io.github.zkspring.guard;

import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/**
 * Executes guarded invocations.
 *
 * @param <T> the description of a guarded method
 */
@FunctionalInterface
public interface GuardInterceptor<T> {

	/**
	 * Executes an invocation if its guard permits it.
	 * @param invocation the invocation
	 * @param method the description of the invoked method
	 * @return the result of the invocation, or the result of a skipped call
	 * @throws Throwable whatever the invocation or the guard throws
	 */
	@Nullable Object invoke(MethodInvocation invocation, T method) throws Throwable;

}
