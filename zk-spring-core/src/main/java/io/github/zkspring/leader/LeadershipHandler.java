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

import org.springframework.util.ReflectionUtils;

/**
 * A method that is called when a leadership begins, or when it ends.
 */
final class LeadershipHandler {

	private static final Map<Class<?>, Function<LeadershipTransition, Object>> ARGUMENTS = Map.of(Leadership.class,
			LeadershipTransition::leadership, FencingToken.class, (transition) -> transition.leadership().token());

	private final String election;

	private final boolean onGrant;

	private final Method method;

	private final Supplier<Object> bean;

	private final List<Function<LeadershipTransition, Object>> arguments;

	private LeadershipHandler(String election, boolean onGrant, Method method, Supplier<Object> bean,
			List<Function<LeadershipTransition, Object>> arguments) {
		this.election = election;
		this.onGrant = onGrant;
		this.method = method;
		this.bean = bean;
		this.arguments = arguments;
	}

	/**
	 * Describe a method and check its signature.
	 * @param election the name of the election
	 * @param onGrant whether it is called on a grant
	 * @param beanName the name of its bean
	 * @param method the method to call
	 * @param bean gives the bean
	 * @return the handler
	 * @throws InvalidZkMethodException when a parameter is of a type that nothing fits
	 */
	static LeadershipHandler of(String election, boolean onGrant, String beanName, Method method,
			Supplier<Object> bean) {
		Class<?> event = onGrant ? LeadershipGrantedEvent.class : LeadershipRevokedEvent.class;
		List<Function<LeadershipTransition, Object>> arguments = Arrays.stream(method.getParameterTypes())
			.map((type) -> argument(beanName, method, type, event))
			.toList();
		ReflectionUtils.makeAccessible(method);
		return new LeadershipHandler(election, onGrant, method, bean, arguments);
	}

	private static Function<LeadershipTransition, Object> argument(String beanName, Method method, Class<?> type,
			Class<?> event) {
		if (type == event) {
			return LeadershipTransition::event;
		}
		Function<LeadershipTransition, Object> argument = ARGUMENTS.get(type);
		if (argument == null) {
			throw new InvalidZkMethodException(beanName, method,
					"nothing fits a parameter of type %s".formatted(type.getSimpleName()),
					"Take Leadership, FencingToken or %s, in any number.".formatted(event.getSimpleName()));
		}
		return argument;
	}

	String election() {
		return this.election;
	}

	boolean onGrant() {
		return this.onGrant;
	}

	void call(LeadershipTransition transition) {
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
