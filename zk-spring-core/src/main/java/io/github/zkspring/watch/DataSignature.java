package io.github.zkspring.watch;

import java.util.Optional;
import java.util.function.Function;

import io.github.zkspring.codec.ZnodeCodecs;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;

/**
 * The parameters of a {@link ZkDataWatch} method.
 */
class DataSignature extends WatchSignature<ZnodeEvent<Object>> {

	DataSignature(WatchEndpoint.Target target, ZnodeCodecs codecs) {
		super(target, codecs);
	}

	@Override
	Function<ZnodeEvent<Object>, @Nullable Object> resolver(MethodParameter parameter, ResolvableType type) {
		Class<?> raw = type.toClass();
		if (parameter.hasParameterAnnotation(ZkPath.class)) {
			return ZnodeEvent::path;
		}
		if (raw == Stat.class) {
			wantStat();
			return ZnodeEvent::stat;
		}
		if (raw == ZnodeEvent.class) {
			wantStat();
			if (type.getGeneric().resolve() != Void.class) {
				wantPayload(parameter, type.getGeneric());
			}
			return (event) -> event;
		}
		if (raw == Optional.class) {
			wantPayload(parameter, type.getGeneric());
			return (event) -> Optional.ofNullable(event.payload());
		}
		wantPayload(parameter, type);
		return ZnodeEvent::payload;
	}

}
