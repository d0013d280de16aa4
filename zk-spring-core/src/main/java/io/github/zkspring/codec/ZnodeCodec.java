package io.github.zkspring.codec;

import io.github.zkspring.client.CodecException;

import org.springframework.core.ResolvableType;

/**
 * Converts between the bytes of a znode and values of some types. Beans of this type
 * precede the codecs of this library, in their order; the first codec that supports a
 * type is used.
 *
 * <p>
 * Implementations are safe for use by several threads. Their exceptions must not quote
 * the payload: it may be secret, and messages are logged.
 *
 * @since 0.1.0
 */
public interface ZnodeCodec {

	/**
	 * Returns whether this codec supports a type.
	 * @param type the type of the values
	 * @return {@code true} if it does
	 */
	boolean supports(ResolvableType type);

	/**
	 * Decodes the bytes of a znode.
	 * @param payload the bytes, possibly empty
	 * @param type a supported type
	 * @return the value
	 * @throws CodecException if the bytes are not a value of the type
	 */
	Object decode(byte[] payload, ResolvableType type);

	/**
	 * Encodes a value.
	 * @param value the value
	 * @param type a supported type
	 * @return the bytes of the znode
	 * @throws CodecException if the value cannot be encoded
	 */
	byte[] encode(Object value, ResolvableType type);

}
