package io.github.zkspring.lease;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.zkspring.client.CodecException;

/**
 * Records of leases as bytes, which kazoo reads and writes as well. Its end has whole
 * seconds, rounded up here; what it does not know stands beside that.
 */
final class LeaseFormat {

	private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss")
		.withZone(ZoneOffset.UTC);

	private LeaseFormat() {
	}

	static byte[] write(LeaseRecord lease) {
		Map<String, Object> members = new LinkedHashMap<>();
		members.put("version", lease.version());
		members.put("holder", lease.holder());
		members.put("end", SECONDS.format(roundedUp(lease.end())));
		members.put("endMillis", lease.end().toEpochMilli());
		members.put("mark", lease.mark());
		return FlatJson.write(members).getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * Read a record.
	 * @param path the znode, for messages
	 * @param json its payload
	 * @return the record
	 * @throws CodecException when it is none
	 */
	static LeaseRecord read(String path, String json) {
		try {
			Map<String, Object> members = FlatJson.read(json);
			int version = Math.toIntExact((Long) member(members, "version"));
			if (version != LeaseRecord.FORMAT) {
				return LeaseRecord.ofFormat(version);
			}
			Instant seconds = LocalDateTime.parse((String) member(members, "end"), SECONDS).toInstant(ZoneOffset.UTC);
			Object mark = members.getOrDefault("mark", "");
			return new LeaseRecord(version, (String) member(members, "holder"), end(members, seconds), mark.toString());
		}
		catch (IllegalArgumentException | ClassCastException | ArithmeticException | DateTimeException ex) {
			throw new CodecException("The %d characters in '%s' are no lease".formatted(json.length(), path));
		}
	}

	private static Object member(Map<String, Object> members, String name) {
		Object value = members.get(name);
		if (value == null) {
			throw new IllegalArgumentException(name + " is missing");
		}
		return value;
	}

	// believed only as the precise form of what everybody reads
	private static Instant end(Map<String, Object> members, Instant seconds) {
		if (members.get("endMillis") instanceof Long millis) {
			Instant precise = Instant.ofEpochMilli(millis);
			return roundedUp(precise).equals(seconds) ? precise : seconds;
		}
		return seconds;
	}

	private static Instant roundedUp(Instant time) {
		Instant whole = time.truncatedTo(ChronoUnit.SECONDS);
		return whole.equals(time) ? whole : whole.plusSeconds(1);
	}

}
