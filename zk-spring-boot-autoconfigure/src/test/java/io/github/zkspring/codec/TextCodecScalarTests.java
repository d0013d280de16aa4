package io.github.zkspring.codec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.core.convert.support.DefaultConversionService;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TextCodec} with values that Spring converts.
 */
class TextCodecScalarTests extends AbstractZnodeCodecTests {

	@Override
	ZnodeCodec codec() {
		return new TextCodec(ApplicationConversionService.getSharedInstance());
	}

	static Stream<Arguments> scalars() {
		return Stream.of(Arguments.of(42, "42"), Arguments.of(-1L, "-1"), Arguments.of((short) 7, "7"),
				Arguments.of((byte) 1, "1"), Arguments.of(1.5, "1.5"), Arguments.of(1.5F, "1.5"),
				Arguments.of(new BigDecimal("49.90"), "49.90"),
				Arguments.of(BigInteger.TWO.pow(70), "1180591620717411303424"), Arguments.of(true, "true"),
				Arguments.of('x', "x"), Arguments.of(TimeUnit.SECONDS, "SECONDS"),
				Arguments.of(UUID.fromString("123e4567-e89b-12d3-a456-426614174000"),
						"123e4567-e89b-12d3-a456-426614174000"),
				Arguments.of(URI.create("https://example.org/"), "https://example.org/"));
	}

	@ParameterizedTest
	@MethodSource("scalars")
	void readsAndWritesScalars(Object value, String text) {
		roundTrips(value, type(value.getClass()), text);
	}

	@ParameterizedTest
	@ValueSource(strings = { "42\n", " 42 ", "\t42\r\n" })
	void ignoresSurroundingWhiteSpace(String text) {
		assertThat(decode(text, type(Integer.class))).isEqualTo(42);
	}

	@ParameterizedTest
	@ValueSource(strings = { "PT10S", "10s", "10000ms", "10000" })
	void readsDurations(String text) {
		assertThat(decode(text, type(Duration.class))).isEqualTo(Duration.ofSeconds(10));
	}

	@Test
	void writesDurationsThatItReads() {
		byte[] payload = codec().encode(Duration.ofSeconds(90), type(Duration.class));
		assertThat(codec().decode(payload, type(Duration.class))).isEqualTo(Duration.ofSeconds(90));
	}

	@Test
	void readsEnumsAsSpringBootDoes() {
		assertThat(decode("seconds\n", type(TimeUnit.class))).isEqualTo(TimeUnit.SECONDS);
	}

	@Test
	void supportsScalarsAlone() {
		assertThat(codec().supports(type(Integer.class))).isTrue();
		assertThat(codec().supports(type(TimeUnit.class))).isTrue();
		assertThat(codec().supports(type(Object.class))).isFalse();
		assertThat(codec().supports(type(List.class))).isFalse();
		assertThat(codec().supports(type(byte[].class))).isFalse();
		assertThat(codec().supports(type(Pricing.class))).isFalse();
	}

	@Test
	void supportsTypesOfConversionService() {
		ZnodeCodec plain = new TextCodec(new DefaultConversionService());
		assertThat(plain.supports(type(Integer.class))).isTrue();
		assertThat(plain.decode("SECONDS".getBytes(), type(TimeUnit.class))).isEqualTo(TimeUnit.SECONDS);
	}

	@ParameterizedTest
	@ValueSource(classes = { Integer.class, BigDecimal.class, Boolean.class, TimeUnit.class, Duration.class,
			Character.class, UUID.class, LocalDate.class, Instant.class })
	void refusesWhatIsNoSuchValueWithoutQuotingIt(Class<?> type) {
		refuses(SECRET, type(type));
	}

	@ParameterizedTest
	@ValueSource(classes = { Integer.class, BigDecimal.class, Boolean.class, TimeUnit.class, Duration.class,
			Character.class, UUID.class })
	void refusesEmptyAndBlankPayload(Class<?> type) {
		refuses(new byte[0], type(type));
		refuses("\n", type(type));
	}

	@Test
	void rejectsMalformedUtf8() {
		refuses(BAD_UTF_8, type(Integer.class));
		refuses(BAD_UTF_8, type(TimeUnit.class));
	}

	record Pricing(String currency) {

	}

}
