package io.github.zkspring.codec;

import java.nio.charset.StandardCharsets;

import io.github.zkspring.client.CodecException;

import org.springframework.core.ResolvableType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What the tests of all codecs share.
 */
abstract class AbstractZnodeCodecTests {

	static final String SECRET = "hunter2";

	static final byte[] BAD_UTF_8 = { 'h', 'u', 'n', 't', 'e', 'r', '2', (byte) 0xff, (byte) 0xfe };

	abstract ZnodeCodec codec();

	void roundTrips(Object value, ResolvableType type, String text) {
		assertThat(codec().supports(type)).isTrue();
		assertThat(decode(text, type)).isEqualTo(value);
		assertThat(codec().encode(value, type)).asString(StandardCharsets.UTF_8).isEqualTo(text);
	}

	Object decode(String text, ResolvableType type) {
		return codec().decode(text.getBytes(StandardCharsets.UTF_8), type);
	}

	void refuses(String text, ResolvableType type) {
		refuses(text.getBytes(StandardCharsets.UTF_8), type);
	}

	void refuses(byte[] payload, ResolvableType type) {
		String text = new String(payload, StandardCharsets.UTF_8);
		assertThatExceptionOfType(CodecException.class).isThrownBy(() -> codec().decode(payload, type))
			.withNoCause()
			.satisfies((ex) -> {
				assertThat(ex).hasNoSuppressedExceptions();
				assertThat(ex.toString()).doesNotContain(SECRET);
				if (!text.isEmpty()) {
					assertThat(ex.toString()).doesNotContain("'" + text + "'").doesNotContain("\"" + text + "\"");
				}
			});
	}

	static ResolvableType type(Class<?> type) {
		return ResolvableType.forClass(type);
	}

}
