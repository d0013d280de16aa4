package io.github.zkspring.codec;

import io.github.zkspring.client.CodecException;

import org.springframework.core.ResolvableType;

/**
 * Decodes payloads of one type.
 *
 * @param type the type
 * @param codec a codec that supports the type
 */
public record PayloadReader(ResolvableType type, ZnodeCodec codec) {

	/**
	 * Decodes a payload.
	 * @param payload the bytes of the znode
	 * @return the value
	 * @throws CodecException if the bytes are not a value of the type; its message does
	 * not quote the payload
	 */
	public Object read(byte[] payload) {
		try {
			return this.codec.decode(payload, this.type);
		}
		catch (CodecException ex) {
			throw ex;
		}
		// its message may quote the payload; deeply nested text overflows the stack
		catch (RuntimeException | StackOverflowError ex) {
			throw new CodecException("The codec failed with " + ex.getClass().getName());
		}
	}

}
