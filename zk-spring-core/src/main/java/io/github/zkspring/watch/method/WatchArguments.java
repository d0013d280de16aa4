package io.github.zkspring.watch.method;

import java.util.List;
import java.util.function.Function;

import io.github.zkspring.codec.PayloadConverter;
import org.jspecify.annotations.Nullable;

/**
 * Resolves the arguments of a watch method from an event.
 *
 * @param <E> the kind of event
 * @param parameters the parameters, in their order
 * @param payloads decodes payloads, {@code null} if no parameter takes one
 * @param stat whether a parameter takes the stat of the znode, directly or in an event
 */
record WatchArguments<E>(List<Parameter<E>> parameters, @Nullable PayloadConverter payloads, boolean stat) {

	/**
	 * Resolves the arguments.
	 * @param event the event
	 * @return the arguments, {@code null} if there is no value for a required one
	 */
	@Nullable Object @Nullable [] resolve(E event) {
		@Nullable Object[] arguments = new @Nullable Object[this.parameters.size()];
		for (int index = 0; index < arguments.length; index++) {
			Parameter<E> parameter = this.parameters.get(index);
			arguments[index] = parameter.value().apply(event);
			if (parameter.required() && arguments[index] == null) {
				return null;
			}
		}
		return arguments;
	}

	/**
	 * A parameter of the method.
	 *
	 * @param <E> the kind of event
	 * @param value extracts the argument from an event
	 * @param required whether the parameter is declared as never {@code null}
	 */
	record Parameter<E>(Function<E, @Nullable Object> value, boolean required) {

	}

}
