package io.github.zkspring.watch.method;

import java.util.List;
import java.util.function.Function;

import io.github.zkspring.codec.PayloadConverter;
import org.jspecify.annotations.Nullable;

/**
 * Resolves the arguments of a watch method from an event.
 *
 * @param <E> the kind of event
 * @param resolvers one function for each parameter, in their order
 * @param payloads decodes payloads, {@code null} if no parameter takes one
 * @param stat whether a parameter takes the stat of the znode, directly or in an event
 */
record WatchArguments<E>(List<Function<E, @Nullable Object>> resolvers, @Nullable PayloadConverter payloads,
		boolean stat) {

	@Nullable Object[] resolve(E event) {
		@Nullable Object[] arguments = new @Nullable Object[this.resolvers.size()];
		for (int index = 0; index < arguments.length; index++) {
			arguments[index] = this.resolvers.get(index).apply(event);
		}
		return arguments;
	}

}
