package io.github.zkspring.discovery;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

import io.github.zkspring.client.CodecException;
import io.github.zkspring.client.ZkException;
import io.github.zkspring.codec.ZnodeCodec;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ResolvableType;

/**
 * The records of services, as spring-cloud-zookeeper writes them: JSON of Curator's
 * {@code ServiceInstance}. They are read as plain maps: the class that a record names
 * ({@code @class}) is written for the others, and never looked at. What makes no address
 * is refused, since it would end in a URL.
 */
public class ServiceRecords {

	private static final ResolvableType OBJECT = ResolvableType.forClassWithGenerics(Map.class, String.class,
			Object.class);

	private static final String PAYLOAD_CLASS = "org.springframework.cloud.zookeeper.discovery.ZookeeperInstance";

	private static final Pattern HOST = Pattern.compile("[\\p{Alnum}._-]+|[0-9A-Fa-f:.]+");

	private static final int MAX_PORT = 65535;

	private static final Map<String, Object> URI_SPEC = Map.of("parts", List.of(part("scheme", true),
			part("://", false), part("address", true), part(":", false), part("port", true)));

	private final @Nullable ZnodeCodec json;

	/**
	 * Create the records.
	 * @param json reads and writes maps as JSON, {@code null} when nothing does
	 */
	public ServiceRecords(@Nullable ZnodeCodec json) {
		this.json = json;
	}

	private static Map<String, Object> part(String value, boolean variable) {
		Map<String, Object> part = new LinkedHashMap<>();
		part.put("value", value);
		part.put("variable", variable);
		return part;
	}

	/**
	 * Make sure that records can be read and written.
	 * @return the codec
	 * @throws ZkException when they cannot, saying what is missing
	 */
	ZnodeCodec json() {
		if (this.json == null) {
			throw new ZkException(
					"The records of services are JSON: add 'org.springframework.boot:spring-boot-starter-jackson'");
		}
		return this.json;
	}

	byte[] write(ServiceInstance instance) {
		Map<String, Object> payload = new LinkedHashMap<>();
		payload.put("@class", PAYLOAD_CLASS);
		payload.put("id", instance.id());
		payload.put("name", instance.service());
		payload.put("metadata", new TreeMap<>(instance.metadata()));
		Map<String, @Nullable Object> fields = new LinkedHashMap<>();
		fields.put("name", instance.service());
		fields.put("id", instance.id());
		fields.put("address", instance.host());
		fields.put("port", instance.port());
		fields.put("sslPort", instance.sslPort());
		fields.put("payload", payload);
		fields.put("registrationTimeUTC", instance.registered().toEpochMilli());
		fields.put("serviceType", "DYNAMIC");
		fields.put("uriSpec", URI_SPEC);
		return json().encode(fields, OBJECT);
	}

	/**
	 * Read a record.
	 * @param service the name of the service, as its znode has it
	 * @param id the id of the instance, as its znode has it
	 * @param data the bytes
	 * @return the instance
	 * @throws CodecException when the bytes are no record, or have no address
	 */
	ServiceInstance read(String service, String id, byte[] data) {
		Map<?, ?> fields = (Map<?, ?>) json().decode(data, OBJECT);
		String host = (fields.get("address") instanceof String address) ? address : "";
		if (!HOST.matcher(host).matches()) {
			throw new CodecException("A record of %d bytes has no address".formatted(data.length));
		}
		Integer port = port(fields.get("port"));
		Integer sslPort = port(fields.get("sslPort"));
		if (port == null && sslPort == null) {
			throw new CodecException("A record of %d bytes has no port".formatted(data.length));
		}
		long registered = (fields.get("registrationTimeUTC") instanceof Number time) ? time.longValue() : 0;
		return new ServiceInstance(service, id, host, port, sslPort, metadata(fields),
				Instant.ofEpochMilli(registered));
	}

	private static @Nullable Integer port(@Nullable Object value) {
		return (value instanceof Integer port && port > 0 && port <= MAX_PORT) ? port : null;
	}

	private static Map<String, String> metadata(Map<?, ?> fields) {
		Map<String, String> metadata = new LinkedHashMap<>();
		if (fields.get("payload") instanceof Map<?, ?> payload && payload.get("metadata") instanceof Map<?, ?> found) {
			found.forEach((key, value) -> {
				if (value instanceof String text) {
					metadata.put(String.valueOf(key), text);
				}
			});
		}
		// what Curator calls disabled, its own clients do not call
		if (Boolean.FALSE.equals(fields.get("enabled"))) {
			metadata.put(ServiceInstance.STATUS, ServiceInstance.OUT_OF_SERVICE);
		}
		return metadata;
	}

}
