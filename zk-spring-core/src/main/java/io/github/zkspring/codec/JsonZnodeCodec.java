package io.github.zkspring.codec;

import io.github.zkspring.client.CodecException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.ResolvableType;

/**
 * Codec for all other types, as JSON with Jackson. The type is the one that the
 * application declares, never one that the payload names.
 */
public class JsonZnodeCodec implements ZnodeCodec {

	private final JsonMapper mapper;

	/**
	 * Creates a codec.
	 * @param mapper reads and writes the JSON
	 */
	public JsonZnodeCodec(JsonMapper mapper) {
		this.mapper = mapper;
	}

	@Override
	public boolean supports(ResolvableType type) {
		return type.resolve() != null;
	}

	@Override
	public Object decode(byte[] payload, ResolvableType type) {
		Object value;
		try {
			value = this.mapper.readValue(payload, this.mapper.constructType(type.getType()));
		}
		catch (JacksonException ex) {
			throw new CodecException(
					"%d bytes are no JSON for %s%s".formatted(payload.length, type, place(ex.getLocation())));
		}
		if (value == null) {
			throw new CodecException("JSON null is no %s".formatted(type));
		}
		return value;
	}

	@Override
	public byte[] encode(Object value, ResolvableType type) {
		try {
			return this.mapper.writerFor(this.mapper.constructType(type.getType())).writeValueAsBytes(value);
		}
		catch (JacksonException ex) {
			throw new CodecException("A %s cannot be written as JSON".formatted(type));
		}
	}

	private static String place(TokenStreamLocation location) {
		return (location != null) ? " (line %d, column %d)".formatted(location.getLineNr(), location.getColumnNr())
				: "";
	}

}
