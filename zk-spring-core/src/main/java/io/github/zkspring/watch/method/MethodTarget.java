package io.github.zkspring.watch.method;

import io.github.zkspring.annotation.BeanMethodInvoker;
import io.github.zkspring.watch.delivery.WatchTarget;
import org.jspecify.annotations.Nullable;

/**
 * Invokes an annotated method with the arguments for an event. The method is not invoked
 * if a parameter that must not be {@code null} has no value.
 *
 * @param <E> the kind of event
 * @param invoker invokes the method
 * @param arguments resolves the arguments
 */
record MethodTarget<E>(BeanMethodInvoker invoker, WatchArguments<E> arguments) implements WatchTarget<E> {

	@Override
	public boolean invoke(E event) throws Throwable {
		@Nullable Object @Nullable [] resolved = this.arguments.resolve(event);
		return resolved == null || !Boolean.FALSE.equals(this.invoker.invoke(resolved));
	}

	@Override
	public boolean isReplaced() {
		return this.invoker.isReplaced();
	}

	@Override
	public String toString() {
		return this.invoker.toString();
	}

}
