package io.github.zkspring.watch;

import java.util.List;
import java.util.function.Function;

import io.github.zkspring.codec.ZnodeCodec;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ResolvableType;

/**
 * What a watch method wants to be called with.
 *
 * @param <E> the kind of event that the arguments are taken from
 * @param resolvers one function a parameter, in their order
 * @param payload how to read payloads, {@code null} when none is wanted
 * @param stat whether the method sees the stat of the znode, by itself or in an event
 */
record WatchArguments<E>(List<Function<E, @Nullable Object>> resolvers, @Nullable Payload payload, boolean stat) {

	@Nullable Object[] resolve(E event) {
		return this.resolvers.stream().map((resolver) -> resolver.apply(event)).toArray();
	}

	/**
	 * A payload type and the codec that reads it.
	 *
	 * @param type the type
	 * @param codec the codec
	 */
	record Payload(ResolvableType type, ZnodeCodec codec) {

		Object decode(byte[] data) {
			return this.codec.decode(data, this.type);
		}

	}

}
