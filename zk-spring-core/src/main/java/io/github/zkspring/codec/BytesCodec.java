package io.github.zkspring.codec;

import org.springframework.core.ResolvableType;

/**
 * Codec for {@code byte[]}. Arrays are copied, so that changes by the application do not
 * affect others.
 */
class BytesCodec implements ZnodeCodec {

	@Override
	public boolean supports(ResolvableType type) {
		return type.resolve() == byte[].class;
	}

	@Override
	public Object decode(byte[] payload, ResolvableType type) {
		return payload.clone();
	}

	@Override
	public byte[] encode(Object value, ResolvableType type) {
		return ((byte[]) value).clone();
	}

}
