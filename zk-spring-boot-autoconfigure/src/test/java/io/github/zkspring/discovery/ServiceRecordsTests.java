package io.github.zkspring.discovery;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

import io.github.zkspring.client.CodecException;
import io.github.zkspring.client.ZkException;
import io.github.zkspring.codec.JsonZnodeCodec;
import org.apache.curator.x.discovery.ServiceType;
import org.apache.curator.x.discovery.UriSpec;
import org.apache.curator.x.discovery.details.JsonInstanceSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.cloud.zookeeper.discovery.ZookeeperInstance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests service records against those of spring-cloud-zookeeper.
 */
class ServiceRecordsTests {

	private static final Map<String, String> METADATA = Map.of("instance_status", "UP", "zone", "über\"all");

	private static final Instant TIME = Instant.ofEpochMilli(1700000000000L);

	private final ServiceRecords records = new ServiceRecords(new JsonZnodeCodec(JsonMapper.shared()));

	private final JsonInstanceSerializer<ZookeeperInstance> theirs = new JsonInstanceSerializer<>(
			ZookeeperInstance.class);

	@Test
	void writesSameBytesAsSpringCloud() throws Exception {
		ServiceInstance plain = new ServiceInstance("orders", "one", "10.0.0.1", 8080, null, METADATA, TIME);
		ServiceInstance secure = new ServiceInstance("orders", "one", "10.0.0.1", 8443, 8443, Map.of(), TIME);
		assertThat(this.records.write(plain)).asString()
			.isEqualTo(text(this.theirs.serialize(curator(8080, null, METADATA))));
		assertThat(this.records.write(secure)).asString()
			.isEqualTo(text(this.theirs.serialize(curator(8443, 8443, Map.of()))));
	}

	@Test
	void writesNoAddressThatReadersReject() {
		ServiceInstance scoped = new ServiceInstance("orders", "one", "fd00::5%lo", 8080, null, Map.of(), TIME);
		assertThatIllegalArgumentException().isThrownBy(() -> this.records.write(scoped));
	}

	@Test
	void writesRecordsThatSpringCloudReads() throws Exception {
		ServiceInstance instance = new ServiceInstance("orders", "one", "10.0.0.1", 8080, null, METADATA, TIME);
		assertThat(this.theirs.deserialize(this.records.write(instance))).satisfies((read) -> {
			assertThat(read.buildUriSpec()).isEqualTo("http://10.0.0.1:8080");
			assertThat(read.getPayload().getMetadata()).isEqualTo(METADATA);
			assertThat(read.getRegistrationTimeUTC()).isEqualTo(TIME.toEpochMilli());
		});
	}

	@Test
	void readsRecordsOfSpringCloud() throws Exception {
		assertThat(this.records.read("orders", "one", this.theirs.serialize(curator(8080, null, METADATA))))
			.isEqualTo(new ServiceInstance("orders", "one", "10.0.0.1", 8080, null, METADATA, TIME));
		assertThat(this.records.read("orders", "one", this.theirs.serialize(curator(null, 8443, Map.of()))))
			.satisfies((secure) -> {
				assertThat(secure.uri()).hasToString("https://10.0.0.1:8443");
				assertThat(secure.isUp()).isTrue();
			});
	}

	@Test
	void neverLoadsClassNamedInRecord() {
		ServiceInstance read = read("""
				{"address": "h", "port": 80, "@class": "%1$s", "payload": {"@class": "%1$s", "metadata": {"a": "b"}}}
				""".formatted(Gadget.class.getName()));
		assertThat(read.metadata()).isEqualTo(Map.of("a", "b"));
		assertThat(Gadget.loaded).isFalse();
	}

	@Test
	void ignoresUnknownAndInvalidFields() {
		assertThat(read("{\"address\": \"h\", \"port\": 80, \"more\": [1], \"payload\": 7, \"uriSpec\": null}"))
			.isEqualTo(new ServiceInstance("orders", "one", "h", 80, null, Map.of(), Instant.EPOCH));
		assertThat(read("{\"address\": \"::1\", \"port\": 80, \"payload\": {\"metadata\": {\"a\": 1, \"b\": \"c\"}}}"))
			.satisfies((read) -> {
				assertThat(read.metadata()).isEqualTo(Map.of("b", "c"));
				assertThat(read.uri()).hasToString("http://[::1]:80");
			});
	}

	@Test
	void treatsDisabledInstancesAsOutOfService() {
		assertThat(read("{\"address\": \"h\", \"port\": 80, \"enabled\": false}").isUp()).isFalse();
		assertThat(read("{\"address\": \"h\", \"port\": 80, \"enabled\": true}").isUp()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "[]", "null", "secret", "{\"address\": \"h\"}", "{\"port\": 80}",
			"{\"address\": \"secret/..\", \"port\": 80}", "{\"address\": \"secret@h\", \"port\": 80}",
			"{\"address\": \"secret h\", \"port\": 80}", "{\"address\": \"\", \"port\": 80}",
			"{\"address\": \"h\", \"port\": 0}", "{\"address\": \"h\", \"port\": 65536}",
			"{\"address\": \"h\", \"port\": \"secret\"}", "{\"address\": \"h\", \"port\": 80.5}" })
	void rejectsInvalidAddressWithoutQuotingRecord(String record) {
		assertThatExceptionOfType(CodecException.class).isThrownBy(() -> read(record))
			.withMessageNotContaining("secret")
			.withNoCause();
	}

	@Test
	void namesMissingDependencyWithoutJsonSupport() {
		assertThatExceptionOfType(ZkException.class).isThrownBy(() -> new ServiceRecords(null).json())
			.withMessageContaining("org.springframework.boot:spring-boot-starter-jackson");
	}

	@Test
	void omitsMetadataFromDescription() {
		ServiceInstance instance = new ServiceInstance("orders", "one", "h", 80, null,
				Map.of("password", "secret", "instance_status", "OUT_OF_SERVICE"), TIME);
		assertThat(instance).hasToString("orders/one at http://h:80 (out of service)");
	}

	private ServiceInstance read(String record) {
		return this.records.read("orders", "one", record.getBytes(StandardCharsets.UTF_8));
	}

	private static org.apache.curator.x.discovery.ServiceInstance<ZookeeperInstance> curator(@Nullable Integer port,
			@Nullable Integer sslPort, Map<String, String> metadata) {
		ZookeeperInstance payload = new ZookeeperInstance("one", "orders", new TreeMap<>(metadata));
		return new org.apache.curator.x.discovery.ServiceInstance<>("orders", "one", "10.0.0.1", port, sslPort, payload,
				TIME.toEpochMilli(), ServiceType.DYNAMIC, new UriSpec("{scheme}://{address}:{port}"));
	}

	private static String text(byte[] data) {
		return new String(data, StandardCharsets.UTF_8);
	}

	static class Gadget {

		static boolean loaded;

		Gadget() {
			loaded = true;
		}

	}

}
