package io.github.zkspring.watch;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import io.github.zkspring.client.InvalidZkMethodException;
import io.github.zkspring.codec.ZnodeCodec;
import io.github.zkspring.codec.ZnodeCodecs;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;

/**
 * Reads the parameters of one watch method. Subclasses know the parameters of their kind
 * of watch; here is what all kinds share: one payload type, a codec for it, and clear
 * words about what cannot work.
 *
 * @param <E> the kind of event that the arguments are taken from
 */
abstract class WatchSignature<E> {

	private final WatchEndpoint.Target target;

	private final ZnodeCodecs codecs;

	private WatchArguments.@Nullable Payload payload;

	private boolean stat;

	WatchSignature(WatchEndpoint.Target target, ZnodeCodecs codecs) {
		this.target = target;
		this.codecs = codecs;
	}

	WatchArguments<E> read() {
		Method method = this.target.method();
		Class<?> returned = method.getReturnType();
		if (returned != void.class && returned != boolean.class) {
			throw invalid("it returns %s".formatted(returned.getSimpleName()),
					"Return nothing, or a boolean that is false to end the watch.");
		}
		List<Function<E, @Nullable Object>> resolvers = new ArrayList<>();
		for (int index = 0; index < method.getParameterCount(); index++) {
			resolvers.add(resolver(new MethodParameter(method, index)));
		}
		return new WatchArguments<>(List.copyOf(resolvers), this.payload, this.stat);
	}

	/**
	 * Find out how to fill one parameter.
	 * @param parameter the parameter
	 * @param type its type
	 * @return takes the argument out of an event
	 */
	abstract Function<E, @Nullable Object> resolver(MethodParameter parameter, ResolvableType type);

	private Function<E, @Nullable Object> resolver(MethodParameter parameter) {
		ResolvableType type = ResolvableType.forMethodParameter(parameter);
		if (parameter.hasParameterAnnotation(ZkPath.class) && type.resolve() != String.class) {
			throw invalid("%s of type %s cannot take a path".formatted(name(parameter), type),
					"Declare the parameter with @ZkPath as String.");
		}
		return resolver(parameter, type);
	}

	/**
	 * Take note that the method sees the stat of the znode.
	 */
	void wantStat() {
		this.stat = true;
	}

	/**
	 * Take note that payloads of a type are wanted.
	 * @param parameter the parameter that wants them
	 * @param type the type of the payload
	 */
	void wantPayload(MethodParameter parameter, ResolvableType type) {
		WatchArguments.Payload known = this.payload;
		if (known != null) {
			if (!known.type().getType().equals(type.getType())) {
				throw invalid("%s wants the payload as %s, another parameter as %s".formatted(name(parameter), type,
						known.type()), "Let all parameters of the method agree on one payload type.");
			}
			return;
		}
		if (type.resolve() == null || type.resolve() == Object.class) {
			throw invalid("%s has no payload type to read a znode as".formatted(name(parameter)),
					"Give the type in the signature, for example String, byte[] or a record.");
		}
		if (type.toClass().isPrimitive()) {
			throw invalid("%s is a primitive and cannot be null, which it is while the znode does not exist"
				.formatted(name(parameter)), "Use the wrapper type or an Optional.");
		}
		ZnodeCodec codec = this.codecs.find(type)
			.orElseThrow(() -> invalid("%s: nothing here reads a znode as %s".formatted(name(parameter), type),
					ZnodeCodecs.adviceFor(type)));
		this.payload = new WatchArguments.Payload(type, codec);
	}

	/**
	 * Describe what is wrong with the method.
	 * @param problem what is wrong
	 * @param action what to change
	 * @return the exception to throw
	 */
	InvalidZkMethodException invalid(String problem, String action) {
		return new InvalidZkMethodException(this.target.beanName(), this.target.method(), problem, action);
	}

	static String name(MethodParameter parameter) {
		return "parameter %d (%s)".formatted(parameter.getParameterIndex() + 1, parameter.getParameter().getName());
	}

}
