package io.github.zkspring.codec;

import io.github.zkspring.client.CodecException;

import org.springframework.core.ResolvableType;

/**
 * Turns the bytes of a znode into values of some types, and back. Beans of this type come
 * before the codecs of this project, in their order; the first one that supports a type
 * serves it.
 *
 * <p>
 * Implementations are called from many threads at once. Their exceptions must not quote
 * the payload: it may be a secret, and messages are logged.
 *
 * @since 0.1.0
 */
public interface ZnodeCodec {

	/**
	 * Whether this codec serves the given type.
	 * @param type the type of the values
	 * @return {@code true} when it does
	 */
	boolean supports(ResolvableType type);

	/**
	 * Turn the bytes of a znode into a value.
	 * @param payload the bytes, possibly none
	 * @param type a supported type
	 * @return the value
	 * @throws CodecException when the bytes are no such value
	 */
	Object decode(byte[] payload, ResolvableType type);

	/**
	 * Turn a value into the bytes of a znode.
	 * @param value the value
	 * @param type a supported type
	 * @return the bytes
	 * @throws CodecException when the value has no such form
	 */
	byte[] encode(Object value, ResolvableType type);

}
