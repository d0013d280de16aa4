package io.github.zkspring.leader;

import java.lang.reflect.UndeclaredThrowableException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

import io.github.zkspring.annotation.BeanMethod;
import io.github.zkspring.annotation.BeanMethodInvoker;
import io.github.zkspring.client.InvalidZkMethodException;
import io.github.zkspring.fencing.FencingToken;
import io.github.zkspring.leader.LeadershipTransitions.Transition;

import org.springframework.core.ResolvableType;

/**
 * A method with {@link OnLeadershipGranted @OnLeadershipGranted} or
 * {@link OnLeadershipRevoked @OnLeadershipRevoked}.
 */
final class LeadershipHandlerMethod {

	private static final Map<Class<?>, Function<Transition, Object>> ARGUMENTS = Map.of(Leadership.class,
			Transition::leadership, FencingToken.class, (transition) -> transition.leadership().token());

	private final boolean onGrant;

	private final BeanMethodInvoker invoker;

	private final List<Function<Transition, Object>> arguments;

	/**
	 * Creates a handler and checks the signature of its method.
	 * @param onGrant whether it is invoked on grants; otherwise on revocations
	 * @param method the method
	 * @param invoker invokes the method
	 * @throws InvalidZkMethodException when a parameter has an unsupported type
	 */
	LeadershipHandlerMethod(boolean onGrant, BeanMethod method, BeanMethodInvoker invoker) {
		Class<?> event = onGrant ? LeadershipGrantedEvent.class : LeadershipRevokedEvent.class;
		this.onGrant = onGrant;
		this.invoker = invoker;
		this.arguments = IntStream.range(0, method.method().getParameterCount())
			.mapToObj((index) -> argument(method, method.type(method.parameter(index)), event))
			.toList();
	}

	private static Function<Transition, Object> argument(BeanMethod method, ResolvableType type, Class<?> event) {
		if (type.resolve() == event) {
			return Transition::event;
		}
		Function<Transition, Object> argument = ARGUMENTS.get(type.toClass());
		if (argument == null) {
			throw method.invalid("parameters of type %s are not supported".formatted(type.toClass().getSimpleName()),
					"Declare parameters of the types Leadership, FencingToken and %s, in any order and number."
						.formatted(event.getSimpleName()));
		}
		return argument;
	}

	/**
	 * Sets a callback for a possible replacement of the object that is called on grants.
	 * @param callback called on any thread; must not block
	 */
	void onReplacement(Runnable callback) {
		if (this.onGrant) {
			this.invoker.onReplacement(callback);
		}
	}

	/**
	 * Returns whether the object to call was replaced since the last call.
	 * @return {@code true} if the new object has not been called
	 */
	boolean isReplaced() {
		return this.invoker.isReplaced();
	}

	/**
	 * Invokes the method, if it handles transitions of this kind.
	 * @param transition the transition
	 */
	void handle(Transition transition) {
		if (this.onGrant != transition.granted()) {
			return;
		}
		try {
			this.invoker.invoke(this.arguments.stream().map((argument) -> argument.apply(transition)).toArray());
		}
		catch (RuntimeException ex) {
			throw ex;
		}
		catch (Throwable ex) {
			throw new UndeclaredThrowableException(ex);
		}
	}

	@Override
	public String toString() {
		return this.invoker.toString();
	}

}
