package io.github.zkspring.codec;

import java.nio.charset.StandardCharsets;

import io.github.zkspring.client.CodecException;

import org.springframework.core.ResolvableType;
import org.springframework.core.convert.ConversionException;
import org.springframework.core.convert.ConversionService;
import org.springframework.util.ClassUtils;

/**
 * Codec for numbers, booleans, enums, durations and other simple values, as text that
 * Spring converts. White space around the text is ignored.
 */
class ScalarCodec implements ZnodeCodec {

	private final ConversionService conversionService;

	ScalarCodec(ConversionService conversionService) {
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
		Object value;
		try {
			value = this.conversionService.convert(StringCodec.text(payload).trim(), target);
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
		return String.valueOf(this.conversionService.convert(value, String.class)).getBytes(StandardCharsets.UTF_8);
	}

}
