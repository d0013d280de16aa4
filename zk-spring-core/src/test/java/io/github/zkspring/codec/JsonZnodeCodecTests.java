package io.github.zkspring.codec;

import java.math.BigDecimal;
import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.github.zkspring.client.CodecException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.ResolvableType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link JsonZnodeCodec}.
 */
class JsonZnodeCodecTests extends AbstractZnodeCodecTests {

	private static final ResolvableType PRICING = type(Pricing.class);

	@Override
	ZnodeCodec codec() {
		return new JsonZnodeCodec(JsonMapper.shared());
	}

	@Test
	void readsAndWritesRecords() {
		roundTrips(new Pricing("EUR", 19, new BigDecimal("49.90")), PRICING,
				"{\"currency\":\"EUR\",\"vatPercent\":19,\"freeShippingFrom\":49.90}");
	}

	@Test
	void ignoresSurroundingWhiteSpace() {
		assertThat(decode("\n{\"currency\":\"EUR\",\"vatPercent\":19}\n", PRICING))
			.isEqualTo(new Pricing("EUR", 19, null));
	}

	@Test
	void readsAndWritesGenericLists() {
		roundTrips(List.of(new Line("a", 1), new Line("b", 2)),
				ResolvableType.forClassWithGenerics(List.class, Line.class),
				"[{\"name\":\"a\",\"count\":1},{\"name\":\"b\",\"count\":2}]");
	}

	@Test
	void readsAndWritesGenericMaps() {
		roundTrips(Map.of("a", 1), ResolvableType.forClassWithGenerics(Map.class, String.class, Integer.class),
				"{\"a\":1}");
	}

	@Test
	void readsElementsAsTheTypeOfTheSignature() {
		refuses("[\"" + SECRET + "\"]", ResolvableType.forClassWithGenerics(List.class, Integer.class));
		refuses("{\"" + SECRET + "\":\"" + SECRET + "\"}",
				ResolvableType.forClassWithGenerics(Map.class, String.class, Integer.class));
	}

	@Test
	void rejectsJsonNull() {
		refuses("null", PRICING);
		refuses(" null\n", type(List.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " \n", "hunter2", "{ hunter2", "{\"currency\":\"hunter2", "{\"currency\":\"hunter2\"",
			"{\"currency\":\"EUR\"} hunter2", "{\"currency\":\"EUR\"}{\"currency\":\"hunter2\"}",
			"{\"vatPercent\":\"hunter2\"}", "{\"currency\":{\"hunter2\":1}}", "[\"hunter2\"]", "\"hunter2\"",
			"<hunter2/>" })
	void refusesMalformedPayloadWithoutQuotingIt(String payload) {
		refuses(payload, PRICING);
	}

	@Test
	void rejectsMalformedUtf8() {
		refuses(BAD_UTF_8, PRICING);
		refuses(new byte[] { '{', '"', 'c', (byte) 0xff, '"', '}' }, PRICING);
	}

	@Test
	void reportsLocationOfSyntaxError() {
		assertThatExceptionOfType(CodecException.class).isThrownBy(() -> decode("{\n \"currency\": }", PRICING))
			.withMessageContaining("line 2")
			.withMessageContaining("16 bytes")
			.withMessageContaining("Pricing");
	}

	@Test
	void doesNotQuotePayloadThatConstructorQuotes() {
		refuses("{\"value\":\"" + SECRET + "\"}", type(Quoting.class));
	}

	@Test
	void doesNotQuotePayloadAsUnknownEnum() {
		refuses("{\"unit\":\"" + SECRET + "\"}", type(Timed.class));
	}

	@Test
	void doesNotQuoteValueThatCannotBeWritten() {
		assertThatExceptionOfType(CodecException.class)
			.isThrownBy(() -> codec().encode(new Unwritable(), type(List.class)))
			.withNoCause()
			.withMessageContaining("List")
			.satisfies((ex) -> assertThat(ex.toString()).doesNotContain(SECRET));
	}

	@Test
	void doesNotInstantiateTypesThatThePayloadNames() {
		Object value = decode("{\"@class\":\"java.util.ArrayList\",\"name\":\"a\",\"count\":1}", type(Map.class));
		assertThat(value).isInstanceOf(Map.class);
	}

	@Test
	void supportsEveryTypeThatIsKnown() {
		assertThat(codec().supports(PRICING)).isTrue();
		assertThat(codec().supports(ResolvableType.NONE)).isFalse();
	}

	record Pricing(String currency, int vatPercent, BigDecimal freeShippingFrom) {

	}

	record Line(String name, int count) {

	}

	record Timed(TimeUnit unit) {

	}

	record Quoting(String value) {

		Quoting {
			if (value != null) {
				throw new IllegalArgumentException("No good value: " + value);
			}
		}

	}

	private static final class Unwritable extends AbstractList<String> {

		@Override
		public String get(int index) {
			throw new IllegalStateException(SECRET);
		}

		@Override
		public int size() {
			return 1;
		}

	}

}
