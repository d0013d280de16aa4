package io.github.zkspring.discovery;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

import io.github.zkspring.client.CodecException;
import io.github.zkspring.client.MissingLibraryException;
import io.github.zkspring.codec.ZnodeCodec;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ResolvableType;
import org.springframework.util.Assert;

/**
 * Reads and writes service records in the format of spring-cloud-zookeeper: the JSON of
 * Curator's {@code ServiceInstance}. Records are read as plain maps. The class named by a
 * record ({@code @class}) is written for other readers and never instantiated. An address
 * that is not a valid host is refused, since it becomes part of a URL.
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
	 * Creates the records.
	 * @param json the codec for maps, or {@code null} if JSON is not available
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
	 * Returns the codec, failing if records can neither be read nor written.
	 * @return the codec
	 * @throws MissingLibraryException if no JSON library is available
	 */
	public ZnodeCodec json() {
		if (this.json == null) {
			throw new MissingLibraryException("Service records, which are JSON,",
					"org.springframework.boot:spring-boot-starter-jackson");
		}
		return this.json;
	}

	/**
	 * Tests whether readers accept an address.
	 * @param address the address of an instance
	 * @return {@code true} for a host name or an IP address without brackets and zone
	 */
	public static boolean isHost(String address) {
		return HOST.matcher(address).matches();
	}

	/**
	 * Writes a record.
	 * @param instance the instance
	 * @return the bytes of the record
	 * @throws IllegalArgumentException if readers do not accept the address
	 */
	public byte[] write(ServiceInstance instance) {
		Assert.isTrue(isHost(instance.host()), () -> "'%s' is not a host name or address".formatted(instance.host()));
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
	 * Reads a record.
	 * @param service the name of the service, from the path
	 * @param id the id of the instance, from the path
	 * @param data the bytes
	 * @return the instance
	 * @throws CodecException if the bytes are not a valid record
	 */
	ServiceInstance read(String service, String id, byte[] data) {
		Map<?, ?> fields = (Map<?, ?>) json().decode(data, OBJECT);
		String host = (fields.get("address") instanceof String address) ? address : "";
		if (!isHost(host)) {
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
		// Curator's clients do not call instances that are not enabled
		if (Boolean.FALSE.equals(fields.get("enabled"))) {
			metadata.put(ServiceInstance.STATUS, ServiceInstance.OUT_OF_SERVICE);
		}
		return metadata;
	}

}
