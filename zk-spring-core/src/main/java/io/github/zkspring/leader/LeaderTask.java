package io.github.zkspring.leader;

import java.lang.reflect.Method;

/**
 * The body of a {@link LeaderOnly @LeaderOnly} method that runs, for those who observe
 * it.
 *
 * @param election the name of the election
 * @param method the method
 * @since 0.1.0
 */
public record LeaderTask(String election, Method method) {

}
