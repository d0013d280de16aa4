package io.github.zkspring.leader;

import java.lang.reflect.Method;

/**
 * Describes an execution of the body of a {@link LeaderOnly @LeaderOnly} method to
 * observers.
 *
 * @param election the name of the election
 * @param method the method
 * @since 0.1.0
 */
public record LeaderInvocation(String election, Method method) {

}
