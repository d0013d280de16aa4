package io.github.zkspring.codec;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link StringCodec}.
 */
class StringCodecTests extends AbstractZnodeCodecTests {

	@Override
	ZnodeCodec codec() {
		return new StringCodec();
	}

	@Test
	void supportsTextAlone() {
		assertThat(codec().supports(type(String.class))).isTrue();
		assertThat(codec().supports(type(CharSequence.class))).isTrue();
		assertThat(codec().supports(type(StringBuilder.class))).isFalse();
		assertThat(codec().supports(type(Object.class))).isFalse();
	}

	@Test
	void readsAndWritesUtf8() {
		roundTrips("Grüße, 日本 \ud83d\ude00", type(String.class), "Grüße, 日本 \ud83d\ude00");
	}

	@Test
	void readsEmptyPayload() {
		roundTrips("", type(String.class), "");
	}

	@Test
	void keepsTrailingNewline() {
		roundTrips("text\n", type(String.class), "text\n");
	}

	@Test
	void rejectsMalformedUtf8() {
		refuses(BAD_UTF_8, type(String.class));
	}

	@Test
	void writesAnyCharSequence() {
		assertThat(codec().encode(new StringBuilder("text"), type(CharSequence.class))).asString().isEqualTo("text");
	}

}
