package io.github.zkspring.codec;

import java.nio.charset.StandardCharsets;

import org.springframework.core.ResolvableType;

/**
 * A codec of the application whose exceptions quote the payload.
 */
public class LeakingCodec implements ZnodeCodec {

	@Override
	public boolean supports(ResolvableType type) {
		return type.resolve() == Password.class;
	}

	@Override
	public Object decode(byte[] payload, ResolvableType type) {
		String text = new String(payload, StandardCharsets.UTF_8);
		throw new IllegalStateException("cannot decode " + text, new IllegalArgumentException(text));
	}

	@Override
	public byte[] encode(Object value, ResolvableType type) {
		String text = ((Password) value).text();
		throw new IllegalStateException("cannot encode " + text, new IllegalArgumentException(text));
	}

	/**
	 * A payload that must not appear in messages.
	 *
	 * @param text the text
	 */
	public record Password(String text) {

	}

}
