package io.github.zkspring.watch.method;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

import io.github.zkspring.annotation.BeanMethod;
import io.github.zkspring.watch.ChildrenEvent;
import io.github.zkspring.watch.ZkPath;
import io.github.zkspring.watch.ZnodeEvent;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;

/**
 * Maps the parameters of watch methods to the parts of an event: of a single znode, of
 * children and of a whole tree.
 */
final class EventParameters {

	private EventParameters() {
	}

	static Function<ZnodeEvent<Object>, @Nullable Object> ofZnode(WatchSignature<ZnodeEvent<Object>> signature,
			MethodParameter parameter, ResolvableType type) {
		Class<?> raw = type.toClass();
		if (parameter.hasParameterAnnotation(ZkPath.class)) {
			return ZnodeEvent::path;
		}
		if (raw == Stat.class) {
			signature.requireStat();
			return ZnodeEvent::stat;
		}
		if (raw == ZnodeEvent.class) {
			requireEvent(signature, parameter, type);
			return (event) -> event;
		}
		if (raw == Optional.class) {
			signature.requirePayload(parameter, type.getGeneric());
			return (event) -> Optional.ofNullable(event.payload());
		}
		signature.requirePayload(parameter, type);
		return ZnodeEvent::payload;
	}

	static Function<ChildrenEvent<Object>, @Nullable Object> ofChildren(WatchSignature<ChildrenEvent<Object>> signature,
			MethodParameter parameter, ResolvableType type) {
		Function<ChildrenEvent<Object>, @Nullable Object> resolver = ofNames(signature, parameter, type);
		if (resolver != null) {
			return resolver;
		}
		Class<?> raw = type.toClass();
		boolean names = type.getGeneric(0).resolve() == String.class;
		if (names && (raw == List.class || raw == Collection.class)) {
			return (event) -> List.copyOf(event.children().keySet());
		}
		if (names && raw == Set.class) {
			return (event) -> new LinkedHashSet<>(event.children().keySet());
		}
		throw signature.invalid(parameter, "of type %s is not supported by a children watch".formatted(type),
				"Use List<String>, Set<String>, Collection<String>, Map<String, T>, ChildrenEvent<T>, Stat or @ZkPath String.");
	}

	static Function<ChildrenEvent<Object>, @Nullable Object> ofWholeTree(
			WatchSignature<ChildrenEvent<Object>> signature, MethodParameter parameter, ResolvableType type) {
		Function<ChildrenEvent<Object>, @Nullable Object> resolver = ofNames(signature, parameter, type);
		if (resolver != null) {
			return resolver;
		}
		throw signature.invalid(parameter,
				"of type %s takes one znode, another parameter takes the whole tree".formatted(type),
				"Take the whole tree (Map<String, T>, ChildrenEvent<T>) or one znode after the other (T, Optional<T>, ZnodeEvent<T>), with Stat and @ZkPath String in either case.");
	}

	/**
	 * Returns whether a method takes the whole tree instead of single znodes.
	 * @param method the method
	 * @return {@code true} if a parameter takes the whole tree
	 */
	static boolean isWholeTree(BeanMethod method) {
		return IntStream.range(0, method.method().getParameterCount())
			.mapToObj((index) -> method.type(method.parameter(index)))
			.anyMatch((type) -> type.resolve() == ChildrenEvent.class || isMapByName(type));
	}

	private static @Nullable Function<ChildrenEvent<Object>, @Nullable Object> ofNames(
			WatchSignature<ChildrenEvent<Object>> signature, MethodParameter parameter, ResolvableType type) {
		if (parameter.hasParameterAnnotation(ZkPath.class)) {
			return ChildrenEvent::path;
		}
		if (type.toClass() == Stat.class) {
			signature.requireStat();
			return ChildrenEvent::stat;
		}
		if (type.toClass() == ChildrenEvent.class) {
			requireEvent(signature, parameter, type);
			return (event) -> event;
		}
		if (isMapByName(type)) {
			signature.requirePayload(parameter, type.getGeneric(1));
			return ChildrenEvent::children;
		}
		return null;
	}

	private static void requireEvent(WatchSignature<?> signature, MethodParameter parameter, ResolvableType event) {
		signature.requireStat();
		if (event.getGeneric().resolve() != Void.class) {
			signature.requirePayload(parameter, event.getGeneric());
		}
	}

	private static boolean isMapByName(ResolvableType type) {
		return type.resolve() == Map.class && type.getGeneric(0).resolve() == String.class;
	}

}
