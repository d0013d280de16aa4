package io.github.zkspring.watch;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.apache.zookeeper.data.Stat;

import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.ReflectionHints;
import org.springframework.aot.hint.annotation.SimpleReflectiveProcessor;
import org.springframework.core.ResolvableType;

/**
 * Registers reflection hints for watch methods and for the payload types of their
 * parameters, for native images.
 */
class WatchReflectiveProcessor extends SimpleReflectiveProcessor {

	private static final Set<Class<?>> EVENTS = Set.of(ZnodeEvent.class, ChildrenEvent.class);

	private final BindingReflectionHintsRegistrar payloads = new BindingReflectionHintsRegistrar();

	@Override
	public void registerReflectionHints(ReflectionHints hints, AnnotatedElement element) {
		super.registerReflectionHints(hints, element);
		if (element instanceof Method method) {
			Type[] types = IntStream.range(0, method.getParameterCount())
				.mapToObj((index) -> ResolvableType.forMethodParameter(method, index))
				.filter((parameter) -> parameter.resolve() != Stat.class)
				.flatMap(WatchReflectiveProcessor::payloads)
				.map(ResolvableType::getType)
				.toArray(Type[]::new);
			this.payloads.registerReflectionHints(hints, types);
		}
	}

	private static Stream<ResolvableType> payloads(ResolvableType parameter) {
		return EVENTS.contains(parameter.toClass()) ? Arrays.stream(parameter.getGenerics()) : Stream.of(parameter);
	}

}
