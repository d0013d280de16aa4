package io.github.zkspring.codec;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link BytesCodec}.
 */
class BytesCodecTests extends AbstractZnodeCodecTests {

	@Override
	ZnodeCodec codec() {
		return new BytesCodec();
	}

	@Test
	void supportsBytesAlone() {
		assertThat(codec().supports(type(byte[].class))).isTrue();
		assertThat(codec().supports(type(Byte[].class))).isFalse();
		assertThat(codec().supports(type(String.class))).isFalse();
		assertThat(codec().supports(type(Object.class))).isFalse();
	}

	@Test
	void copiesWhatItReads() {
		byte[] payload = { 1, 2 };
		assertThat(codec().decode(payload, type(byte[].class))).isEqualTo(payload).isNotSameAs(payload);
	}

	@Test
	void copiesWhatItWrites() {
		byte[] value = { 1, 2 };
		assertThat(codec().encode(value, type(byte[].class))).isEqualTo(value).isNotSameAs(value);
	}

	@Test
	void readsEmptyPayload() {
		assertThat(codec().decode(new byte[0], type(byte[].class))).isEqualTo(new byte[0]);
	}

}
