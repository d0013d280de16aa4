package io.github.zkspring.watch;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import io.github.zkspring.codec.ZnodeCodecs;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;

/**
 * The parameters of a {@link ZkChildrenWatch} method.
 */
class ChildrenSignature extends WatchSignature<ChildrenEvent<Object>> {

	ChildrenSignature(WatchEndpoint.Target target, ZnodeCodecs codecs) {
		super(target, codecs);
	}

	@Override
	Function<ChildrenEvent<Object>, @Nullable Object> resolver(MethodParameter parameter, ResolvableType type) {
		Class<?> raw = type.toClass();
		if (parameter.hasParameterAnnotation(ZkPath.class)) {
			return ChildrenEvent::path;
		}
		if (raw == Stat.class) {
			wantStat();
			return ChildrenEvent::stat;
		}
		if (raw == ChildrenEvent.class) {
			wantStat();
			if (type.getGeneric().resolve() != Void.class) {
				wantPayload(parameter, type.getGeneric());
			}
			return (event) -> event;
		}
		if (raw == Map.class && type.getGeneric(0).resolve() == String.class) {
			wantPayload(parameter, type.getGeneric(1));
			return ChildrenEvent::children;
		}
		if (type.getGeneric(0).resolve() == String.class && (raw == List.class || raw == Collection.class)) {
			return (event) -> List.copyOf(event.children().keySet());
		}
		if (type.getGeneric(0).resolve() == String.class && raw == Set.class) {
			return (event) -> new LinkedHashSet<>(event.children().keySet());
		}
		throw invalid("%s of type %s is nothing that a children watch can give".formatted(name(parameter), type),
				"Use List<String>, Set<String>, Collection<String>, Map<String, T>, ChildrenEvent<T>, Stat or @ZkPath String.");
	}

}
