package io.github.zkspring.watch;

import java.lang.reflect.Type;

import io.github.zkspring.codec.ZnodeCodecs;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ResolvableType;
import org.springframework.util.Assert;

/**
 * Knows how the types that {@link ZkWatches} is asked for are read.
 */
public class PayloadTypes {

	private final ZnodeCodecs codecs;

	/**
	 * Create types.
	 * @param codecs what reads payloads
	 */
	public PayloadTypes(ZnodeCodecs codecs) {
		this.codecs = codecs;
	}

	WatchArguments.@Nullable Payload find(Type type) {
		if (type == Void.class) {
			return null;
		}
		ResolvableType resolved = ResolvableType.forType(type);
		Class<?> raw = resolved.resolve(Object.class);
		Assert.isTrue(raw != Object.class && !raw.isPrimitive(),
				() -> "'%s' is no type to read a znode as: ".formatted(type)
						+ "take String, byte[], a wrapper of a primitive or a record, for example");
		return new WatchArguments.Payload(resolved, this.codecs.find(resolved)
			.orElseThrow(() -> new IllegalArgumentException(
					"Nothing here reads a znode as %s. %s".formatted(resolved, ZnodeCodecs.adviceFor(resolved)))));
	}

}
