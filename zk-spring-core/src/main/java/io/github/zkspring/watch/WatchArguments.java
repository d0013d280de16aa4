package io.github.zkspring.watch;

import java.util.List;
import java.util.function.Function;

import io.github.zkspring.client.CodecException;
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
		@Nullable Object[] arguments = new @Nullable Object[this.resolvers.size()];
		for (int index = 0; index < arguments.length; index++) {
			arguments[index] = this.resolvers.get(index).apply(event);
		}
		return arguments;
	}

	/**
	 * A payload type and the codec that reads it.
	 *
	 * @param type the type
	 * @param codec the codec
	 */
	record Payload(ResolvableType type, ZnodeCodec codec) {

		Object decode(byte[] data) {
			try {
				return this.codec.decode(data, this.type);
			}
			catch (CodecException ex) {
				throw ex;
			}
			// its message may quote the payload; deeply nested text overflows a stack
			catch (RuntimeException | StackOverflowError ex) {
				throw new CodecException("The codec failed with " + ex.getClass().getName());
			}
		}

	}

}
