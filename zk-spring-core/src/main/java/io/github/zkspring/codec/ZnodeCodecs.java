package io.github.zkspring.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.core.ResolvableType;
import org.springframework.core.convert.ConversionService;

/**
 * The codecs of an application, in the order of their precedence.
 */
public class ZnodeCodecs {

	private final List<ZnodeCodec> codecs;

	/**
	 * Creates codecs: those of the application, followed by those for bytes, text,
	 * scalars and JSON.
	 * @param custom the codecs of the application
	 * @param conversionService converts scalars
	 * @param json the codec for all other types, {@code null} without Jackson
	 */
	public ZnodeCodecs(List<ZnodeCodec> custom, ConversionService conversionService, @Nullable ZnodeCodec json) {
		List<ZnodeCodec> all = new ArrayList<>(custom);
		all.add(new BytesCodec());
		all.add(new TextCodec(conversionService));
		if (json != null) {
			all.add(json);
		}
		this.codecs = List.copyOf(all);
	}

	/**
	 * Finds the codec for a type.
	 * @param type the type of the values
	 * @return the first codec that supports it, empty if there is none
	 */
	public Optional<ZnodeCodec> find(ResolvableType type) {
		return this.codecs.stream().filter((codec) -> codec.supports(type)).findFirst();
	}

	/**
	 * Describes how to support a type without a codec.
	 * @param type the type
	 * @return the advice, for exception messages
	 */
	public static String adviceFor(ResolvableType type) {
		return "Add 'org.springframework.boot:spring-boot-starter-jackson' to read %s as JSON, or define a ZnodeCodec bean for it."
			.formatted(type);
	}

}
