package io.github.zkspring.codec;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

import io.github.zkspring.client.CodecException;

import org.springframework.core.ResolvableType;

/**
 * Codec for text in UTF-8. Malformed bytes are rejected, never replaced.
 */
class StringCodec implements ZnodeCodec {

	@Override
	public boolean supports(ResolvableType type) {
		Class<?> target = type.resolve();
		return target == String.class || target == CharSequence.class;
	}

	@Override
	public Object decode(byte[] payload, ResolvableType type) {
		return text(payload);
	}

	@Override
	public byte[] encode(Object value, ResolvableType type) {
		return value.toString().getBytes(StandardCharsets.UTF_8);
	}

	static String text(byte[] payload) {
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload)).toString();
		}
		catch (CharacterCodingException ex) {
			throw new CodecException("%d bytes are not UTF-8 text".formatted(payload.length));
		}
	}

}
