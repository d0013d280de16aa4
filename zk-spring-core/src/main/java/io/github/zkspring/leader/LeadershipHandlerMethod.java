package io.github.zkspring.leader;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

import io.github.zkspring.client.InvalidZkMethodException;
import io.github.zkspring.fencing.FencingToken;
import io.github.zkspring.leader.LeadershipTransitions.Transition;

import org.springframework.util.ReflectionUtils;

/**
 * A method with {@link OnLeadershipGranted @OnLeadershipGranted} or
 * {@link OnLeadershipRevoked @OnLeadershipRevoked}.
 */
final class LeadershipHandlerMethod {

	private static final Map<Class<?>, Function<Transition, Object>> ARGUMENTS = Map.of(Leadership.class,
			Transition::leadership, FencingToken.class, (transition) -> transition.leadership().token());

	private final boolean onGrant;

	private final Method method;

	private final Supplier<Object> bean;

	private final List<Function<Transition, Object>> arguments;

	/**
	 * Creates a handler and checks the signature of its method.
	 * @param onGrant whether it is invoked on grants; otherwise on revocations
	 * @param beanName the name of the bean
	 * @param method the method to invoke
	 * @param bean supplies the bean
	 * @throws InvalidZkMethodException when a parameter has an unsupported type
	 */
	LeadershipHandlerMethod(boolean onGrant, String beanName, Method method, Supplier<Object> bean) {
		Class<?> event = onGrant ? LeadershipGrantedEvent.class : LeadershipRevokedEvent.class;
		this.onGrant = onGrant;
		this.method = method;
		this.bean = bean;
		this.arguments = Arrays.stream(method.getParameterTypes())
			.map((type) -> argument(beanName, method, type, event))
			.toList();
		ReflectionUtils.makeAccessible(method);
	}

	private static Function<Transition, Object> argument(String beanName, Method method, Class<?> type,
			Class<?> event) {
		if (type == event) {
			return Transition::event;
		}
		Function<Transition, Object> argument = ARGUMENTS.get(type);
		if (argument == null) {
			throw new InvalidZkMethodException(beanName, method,
					"parameters of type %s are not supported".formatted(type.getSimpleName()),
					"Declare parameters of the types Leadership, FencingToken and %s, in any order and number."
						.formatted(event.getSimpleName()));
		}
		return argument;
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
			this.method.invoke(this.bean.get(),
					this.arguments.stream().map((argument) -> argument.apply(transition)).toArray());
		}
		catch (InvocationTargetException ex) {
			throw (ex.getCause() instanceof RuntimeException failure) ? failure
					: new UndeclaredThrowableException(ex.getCause());
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
