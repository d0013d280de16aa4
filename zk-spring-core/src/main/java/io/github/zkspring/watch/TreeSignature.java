package io.github.zkspring.watch;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

import io.github.zkspring.codec.ZnodeCodecs;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;

/**
 * The parameters of a {@link ZkTreeWatch} method that takes the whole tree. One that
 * takes the znodes one by one has those of a {@link DataSignature}.
 */
class TreeSignature extends WatchSignature<ChildrenEvent<Object>> {

	TreeSignature(WatchEndpoint.Target target, ZnodeCodecs codecs) {
		super(target, codecs);
	}

	static boolean isWhole(Method method) {
		return IntStream.range(0, method.getParameterCount())
			.mapToObj((index) -> ResolvableType.forMethodParameter(method, index))
			.anyMatch((type) -> type.resolve() == ChildrenEvent.class || isMapOfPaths(type));
	}

	private static boolean isMapOfPaths(ResolvableType type) {
		return type.resolve() == Map.class && type.getGeneric(0).resolve() == String.class;
	}

	@Override
	Function<ChildrenEvent<Object>, @Nullable Object> resolver(MethodParameter parameter, ResolvableType type) {
		if (parameter.hasParameterAnnotation(ZkPath.class)) {
			return ChildrenEvent::path;
		}
		if (type.resolve() == Stat.class) {
			return ChildrenEvent::stat;
		}
		if (type.resolve() == ChildrenEvent.class) {
			if (type.getGeneric().resolve() != Void.class) {
				wantPayload(parameter, type.getGeneric());
			}
			return (event) -> event;
		}
		if (isMapOfPaths(type)) {
			wantPayload(parameter, type.getGeneric(1));
			return ChildrenEvent::children;
		}
		throw invalid(
				"%s of type %s is about one znode, another parameter about the whole tree".formatted(name(parameter),
						type),
				"Take the whole tree (Map<String, T>, ChildrenEvent<T>) or one znode after the other (T, Optional<T>, ZnodeEvent<T>), with Stat and @ZkPath String in either case.");
	}

}
