package io.github.zkspring.lease;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

import io.github.zkspring.client.CodecException;
import io.github.zkspring.lease.LeaseFormat.LeaseRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link LeaseFormat}.
 */
class LeaseFormatTests {

	private final LeaseFormat format = new LeaseFormat();

	@Test
	void readsWhatItWrites() {
		LeaseRecord lease = new LeaseRecord("a\"b\\c/\u00e4\n\ud83d\ude00", Instant.ofEpochMilli(12_345), "m");
		assertThat(this.format.read("/l", text(lease))).isEqualTo(lease);
	}

	@Test
	void writesEndInWholeSecondsRoundedUp() {
		assertThat(text(new LeaseRecord("host", Instant.ofEpochMilli(12_345), "m")))
			.startsWith("{\"version\":1,\"holder\":\"host\",\"end\":\"1970-01-01T00:00:13\",\"endMillis\":12345");
		assertThat(text(new LeaseRecord("host", Instant.ofEpochMilli(12_000), "m")))
			.contains("\"end\":\"1970-01-01T00:00:12\"");
	}

	@Test
	void readsRecordOfKazoo() {
		String json = "{\"version\": 1, \"holder\": \"h\\u00f4te\", \"end\": \"1970-01-01T00:00:13\"}";
		assertThat(this.format.read("/l", json)).isEqualTo(new LeaseRecord("h\u00f4te", Instant.ofEpochSecond(13), ""));
	}

	@Test
	void prefersEndOverContradictingEndMillis() {
		String json = "{\"version\":1,\"holder\":\"h\",\"end\":\"1970-01-01T00:00:20\",\"endMillis\":12345}";
		assertThat(this.format.read("/l", json).end()).isEqualTo(Instant.ofEpochSecond(20));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"version\": 2}", "{\"version\": 7, \"holder\": \"h\", \"until\": 1}" })
	void treatsOtherFormatAsHeldForever(String json) {
		LeaseRecord lease = this.format.read("/l", json);
		assertThat(lease.isOver(Instant.now().plus(Duration.ofDays(36_500)))).isFalse();
		assertThat(lease.isHeldBy("h", Instant.now())).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{", "{}", "[1]", "null", "{\"version\": \"1\"}", "{\"version\": 1}",
			"{\"version\": 99999999999}", "{\"version\": 1, \"holder\": 5, \"end\": \"1970-01-01T00:00:20\"}",
			"{\"version\": 1, \"holder\": \"h\", \"end\": \"tomorrow\"}", "{\"version\": 1} and more",
			"{\"version\": 1, \"holder\": \"\\u12\"}", "{\"version\": -}", "{\"a\": \"\\x\"}", "{\"a\": tr" })
	void rejectsInvalidRecord(String json) {
		assertThatExceptionOfType(CodecException.class).isThrownBy(() -> this.format.read("/l", json))
			.withMessageContaining("'/l'")
			.withMessageNotContaining("version");
	}

	private String text(LeaseRecord lease) {
		return new String(this.format.write(lease), StandardCharsets.UTF_8);
	}

}
