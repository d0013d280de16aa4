package io.github.zkspring.codec;

import org.junit.jupiter.api.Test;

import org.springframework.core.convert.support.DefaultConversionService;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TextCodec} with text.
 */
class TextCodecTests extends AbstractZnodeCodecTests {

	@Override
	ZnodeCodec codec() {
		return new TextCodec(DefaultConversionService.getSharedInstance());
	}

	@Test
	void supportsText() {
		assertThat(codec().supports(type(String.class))).isTrue();
		assertThat(codec().supports(type(CharSequence.class))).isTrue();
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
