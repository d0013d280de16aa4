package io.github.zkspring.codec;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.core.ResolvableType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ZnodeCodecs}.
 */
class ZnodeCodecsTests {

	private final ZnodeCodec json = new JsonZnodeCodec(JsonMapper.shared());

	@Test
	void findsTheCodecOfEachType() {
		ZnodeCodecs codecs = codecs(List.of(), this.json);
		assertThat(find(codecs, byte[].class)).containsInstanceOf(BytesCodec.class);
		assertThat(find(codecs, String.class)).containsInstanceOf(TextCodec.class);
		assertThat(find(codecs, Integer.class)).containsInstanceOf(TextCodec.class);
		assertThat(find(codecs, TimeUnit.class)).containsInstanceOf(TextCodec.class);
		assertThat(find(codecs, Pricing.class)).contains(this.json);
		assertThat(codecs.find(ResolvableType.forClassWithGenerics(List.class, Pricing.class))).contains(this.json);
	}

	@Test
	void prefersCodecsOfApplication() {
		ZnodeCodec own = new ReversingCodec();
		assertThat(find(codecs(List.of(own), this.json), String.class)).contains(own);
		assertThat(find(codecs(List.of(own), this.json), Integer.class)).containsInstanceOf(TextCodec.class);
	}

	@Test
	void hasNoFallbackCodecWithoutJackson() {
		assertThat(find(codecs(List.of(), null), Pricing.class)).isEmpty();
		assertThat(find(codecs(List.of(), null), Integer.class)).isPresent();
	}

	@Test
	void advisesToAddJacksonOrCodec() {
		assertThat(ZnodeCodecs.adviceFor(ResolvableType.forClass(Pricing.class)))
			.contains("org.springframework.boot:spring-boot-starter-jackson")
			.contains("Pricing")
			.contains("ZnodeCodec");
	}

	private static ZnodeCodecs codecs(List<ZnodeCodec> custom, @Nullable ZnodeCodec json) {
		return new ZnodeCodecs(custom, ApplicationConversionService.getSharedInstance(), json);
	}

	private static Optional<ZnodeCodec> find(ZnodeCodecs codecs, Class<?> type) {
		return codecs.find(ResolvableType.forClass(type));
	}

	record Pricing(String currency) {

	}

	private static final class ReversingCodec implements ZnodeCodec {

		@Override
		public boolean supports(ResolvableType type) {
			return type.resolve() == String.class;
		}

		@Override
		public Object decode(byte[] payload, ResolvableType type) {
			return new StringBuilder(new String(payload)).reverse().toString();
		}

		@Override
		public byte[] encode(Object value, ResolvableType type) {
			return new StringBuilder((String) value).reverse().toString().getBytes();
		}

	}

}
