package io.github.zkspring.watch.method;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import io.github.zkspring.annotation.BeanMethod;
import io.github.zkspring.client.InvalidZkMethodException;
import io.github.zkspring.codec.PayloadConverter;
import io.github.zkspring.codec.ZnodeCodec;
import io.github.zkspring.codec.ZnodeCodecs;
import io.github.zkspring.watch.ZkPath;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;

/**
 * Reads the signature of a watch method: its return type, and its parameters with a
 * {@link ParameterMapping}. All parameters share one payload type, for which a codec is
 * required. An unsupported signature is rejected with the parameter and what to change.
 *
 * @param <E> the kind of event
 */
class WatchSignature<E> {

	private final BeanMethod method;

	private final ZnodeCodecs codecs;

	private final ParameterMapping<E> mapping;

	private @Nullable PayloadConverter payloads;

	private boolean stat;

	WatchSignature(BeanMethod method, ZnodeCodecs codecs, ParameterMapping<E> mapping) {
		this.method = method;
		this.codecs = codecs;
		this.mapping = mapping;
	}

	WatchArguments<E> read() {
		Method declared = this.method.method();
		Class<?> returned = declared.getReturnType();
		if (returned != void.class && returned != boolean.class) {
			throw this.method.invalid("it returns %s".formatted(returned.getSimpleName()),
					"Return nothing, or a boolean that is false to end the watch.");
		}
		List<WatchArguments.Parameter<E>> parameters = new ArrayList<>();
		for (int index = 0; index < declared.getParameterCount(); index++) {
			MethodParameter parameter = this.method.parameter(index);
			parameters.add(new WatchArguments.Parameter<>(resolver(parameter), BeanMethod.isNonNull(parameter)));
		}
		return new WatchArguments<>(List.copyOf(parameters), this.payloads, this.stat);
	}

	private Function<E, @Nullable Object> resolver(MethodParameter parameter) {
		ResolvableType type = this.method.type(parameter);
		if (parameter.hasParameterAnnotation(ZkPath.class) && type.resolve() != String.class) {
			throw invalid(parameter, "of type %s cannot take a path".formatted(type),
					"Declare the parameter with @ZkPath as String.");
		}
		return this.mapping.resolver(this, parameter, type);
	}

	/**
	 * Records that a parameter takes the stat of the znode.
	 */
	void requireStat() {
		this.stat = true;
	}

	/**
	 * Records that a parameter takes a payload.
	 * @param parameter the parameter
	 * @param type the type of the payload
	 */
	void requirePayload(MethodParameter parameter, ResolvableType type) {
		PayloadConverter known = this.payloads;
		if (known == null) {
			this.payloads = new PayloadConverter(type, codec(parameter, type));
		}
		else if (!known.type().getType().equals(type.getType())) {
			throw invalid(parameter, "takes the payload as %s, another parameter as %s".formatted(type, known.type()),
					"Use the same payload type for all parameters of the method.");
		}
	}

	private ZnodeCodec codec(MethodParameter parameter, ResolvableType type) {
		if (type.resolve() == null || type.resolve() == Object.class) {
			throw invalid(parameter, "does not declare a payload type",
					"Declare the type in the signature, for example String, byte[] or a record.");
		}
		if (type.toClass().isPrimitive()) {
			throw invalid(parameter, "is a primitive and cannot be null while the znode does not exist",
					"Use the wrapper type (in Kotlin a nullable type) or an Optional.");
		}
		return this.codecs.find(type)
			.orElseThrow(() -> invalid(parameter, "is of type %s, for which there is no codec".formatted(type),
					ZnodeCodecs.adviceFor(type)));
	}

	/**
	 * Creates an exception for an unsupported parameter.
	 * @param parameter the parameter
	 * @param problem what is wrong, as the predicate of a sentence about the parameter
	 * @param action what to change
	 * @return the exception to throw
	 */
	InvalidZkMethodException invalid(MethodParameter parameter, String problem, String action) {
		return this.method.invalid(parameter, problem, action);
	}

	/**
	 * Maps the parameters of one kind of watch method.
	 *
	 * @param <E> the kind of event
	 */
	@FunctionalInterface
	interface ParameterMapping<E> {

		/**
		 * Returns how to resolve the argument for a parameter.
		 * @param signature receives what the parameter requires
		 * @param parameter the parameter
		 * @param type its type
		 * @return extracts the argument from an event
		 */
		Function<E, @Nullable Object> resolver(WatchSignature<E> signature, MethodParameter parameter,
				ResolvableType type);

	}

}
