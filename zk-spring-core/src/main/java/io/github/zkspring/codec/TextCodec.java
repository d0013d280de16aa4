package io.github.zkspring.codec;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

import io.github.zkspring.client.CodecException;

import org.springframework.core.ResolvableType;
import org.springframework.core.convert.ConversionException;
import org.springframework.core.convert.ConversionService;
import org.springframework.util.ClassUtils;

/**
 * Codec for text in UTF-8, and for numbers, booleans, enums, durations and other simple
 * values, as text that Spring converts. White space around such values is ignored.
 * Malformed bytes are rejected, never replaced.
 */
class TextCodec implements ZnodeCodec {

	private final ConversionService conversionService;

	TextCodec(ConversionService conversionService) {
		this.conversionService = conversionService;
	}

	@Override
	public boolean supports(ResolvableType type) {
		Class<?> target = type.resolve();
		return target != null && ClassUtils.isSimpleValueType(target)
				&& this.conversionService.canConvert(String.class, target);
	}

	@Override
	public Object decode(byte[] payload, ResolvableType type) {
		Class<?> target = type.toClass();
		String text = text(payload);
		if (target.isInstance(text)) {
			return text;
		}
		Object value;
		try {
			value = this.conversionService.convert(text.trim(), target);
		}
		catch (ConversionException ex) {
			throw new CodecException("%d bytes of text are no %s".formatted(payload.length, target.getSimpleName()));
		}
		if (value == null) {
			throw new CodecException("An empty payload is no %s".formatted(target.getSimpleName()));
		}
		return value;
	}

	@Override
	public byte[] encode(Object value, ResolvableType type) {
		String text = (value instanceof CharSequence) ? value.toString()
				: String.valueOf(this.conversionService.convert(value, String.class));
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static String text(byte[] payload) {
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload)).toString();
		}
		catch (CharacterCodingException ex) {
			throw new CodecException("%d bytes are not UTF-8 text".formatted(payload.length));
		}
	}

}
