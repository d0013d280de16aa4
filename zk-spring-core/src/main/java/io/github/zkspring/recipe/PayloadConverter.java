package io.github.zkspring.recipe;

import io.github.zkspring.client.CodecException;
import io.github.zkspring.codec.ZnodeCodec;
import io.github.zkspring.codec.ZnodeCodecs;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.ResolvableType;

/**
 * Converts the payloads of one type.
 *
 * @param <T> the type
 */
class PayloadConverter<T> {

	private final ZnodeCodec codec;

	private final ResolvableType type;

	PayloadConverter(ZnodeCodecs codecs, ParameterizedTypeReference<T> type) {
		this.type = ResolvableType.forType(type);
		this.codec = codecs.find(this.type)
			.orElseThrow(() -> new IllegalArgumentException(
					"No codec for %s. %s".formatted(this.type, ZnodeCodecs.adviceFor(this.type))));
	}

	@SuppressWarnings("unchecked")
	T decode(String path, byte[] payload) {
		try {
			return (T) this.codec.decode(payload, this.type);
		}
		catch (CodecException ex) {
			throw ex.whenReading(path);
		}
	}

	byte[] encode(String path, T value) {
		try {
			return this.codec.encode(value, this.type);
		}
		catch (CodecException ex) {
			throw ex.whenWriting(path);
		}
	}

}
