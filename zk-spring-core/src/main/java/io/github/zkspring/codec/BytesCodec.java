package io.github.zkspring.codec;

import org.springframework.core.ResolvableType;

/**
 * {@code byte[]} as it is. Arrays are copied: what an application does to its array
 * reaches nobody else.
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
