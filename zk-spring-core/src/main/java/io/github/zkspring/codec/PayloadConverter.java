package io.github.zkspring.codec;

import io.github.zkspring.client.CodecException;

import org.springframework.core.ResolvableType;

/**
 * Converts payloads of one type for all features. Failures of the codec are reported with
 * path and type, without its message and without a cause: both may quote the payload.
 *
 * @param type the type
 * @param codec a codec that supports the type
 */
public record PayloadConverter(ResolvableType type, ZnodeCodec codec) {

	/**
	 * Decodes a payload.
	 * @param <T> the type of the value
	 * @param path the znode
	 * @param payload the bytes of the znode
	 * @return the value
	 * @throws CodecException if the bytes are not a value of the type
	 */
	@SuppressWarnings("unchecked")
	public <T> T decode(String path, byte[] payload) {
		try {
			return (T) this.codec.decode(payload, this.type);
		}
		catch (CodecException ex) {
			throw ex.whenReading(path);
		}
		// deeply nested text overflows the stack
		catch (Exception | StackOverflowError ex) {
			throw failure(ex).whenReading(path);
		}
	}

	/**
	 * Encodes a value.
	 * @param path the znode
	 * @param value the value
	 * @return the bytes of the znode
	 * @throws CodecException if the value cannot be encoded
	 */
	public byte[] encode(String path, Object value) {
		try {
			return this.codec.encode(value, this.type);
		}
		catch (CodecException ex) {
			throw ex.whenWriting(path);
		}
		catch (Exception | StackOverflowError ex) {
			throw failure(ex).whenWriting(path);
		}
	}

	private CodecException failure(Throwable failed) {
		return new CodecException("the codec for %s failed with %s".formatted(this.type, failed.getClass().getName()));
	}

}
