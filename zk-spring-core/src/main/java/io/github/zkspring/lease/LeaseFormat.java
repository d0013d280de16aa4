package io.github.zkspring.lease;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

import io.github.zkspring.client.CodecException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads and writes lease records as JSON that kazoo reads and writes as well. The
 * {@code end} of kazoo has whole seconds and is rounded up here; members that kazoo does
 * not know hold the precise end and the mark. Records are read as a tree: no type that
 * the data names is instantiated.
 */
public final class LeaseFormat {

	/** The only version that kazoo knows. */
	private static final int VERSION = 1;

	private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss")
		.withZone(ZoneOffset.UTC);

	private final JsonMapper mapper = JsonMapper.builder().build();

	byte[] write(LeaseRecord lease) {
		ObjectNode members = this.mapper.createObjectNode()
			.put("version", VERSION)
			.put("holder", lease.holder())
			.put("end", SECONDS.format(roundedUp(lease.end())))
			.put("endMillis", lease.end().toEpochMilli())
			.put("mark", lease.mark());
		return this.mapper.writeValueAsBytes(members);
	}

	/**
	 * Reads a record.
	 * @param path the znode, for messages
	 * @param json its payload
	 * @return the record
	 * @throws CodecException when it is not a lease
	 */
	LeaseRecord read(String path, String json) {
		try {
			JsonNode members = this.mapper.readTree(json);
			if (members.required("version").intValue() != VERSION) {
				return LeaseRecord.UNKNOWN;
			}
			Instant seconds = LocalDateTime.parse(members.required("end").stringValue(), SECONDS)
				.toInstant(ZoneOffset.UTC);
			String holder = members.required("holder").stringValue();
			return new LeaseRecord(holder, end(members, seconds), members.path("mark").asString(""));
		}
		catch (JacksonException | DateTimeException ex) {
			// without the cause, which may quote the payload
			throw new CodecException("The %d characters in '%s' are not a lease".formatted(json.length(), path));
		}
	}

	// the precise end is used only if it matches the end that all clients read
	private static Instant end(JsonNode members, Instant seconds) {
		JsonNode millis = members.path("endMillis");
		if (millis.isIntegralNumber() && millis.canConvertToLong()) {
			Instant precise = Instant.ofEpochMilli(millis.longValue());
			return roundedUp(precise).equals(seconds) ? precise : seconds;
		}
		return seconds;
	}

	private static Instant roundedUp(Instant time) {
		Instant whole = time.truncatedTo(ChronoUnit.SECONDS);
		return whole.equals(time) ? whole : whole.plusSeconds(1);
	}

	/**
	 * The record in the znode of a lease.
	 *
	 * @param holder the holder of the lease
	 * @param end the end of the lease
	 * @param mark unique for each attempt, empty for a record of another client
	 */
	record LeaseRecord(String holder, Instant end, String mark) {

		/** A missing record. */
		static final LeaseRecord NONE = new LeaseRecord("", Instant.MIN, "");

		/** A record of another version. It has no holder and never ends. */
		static final LeaseRecord UNKNOWN = new LeaseRecord("", Instant.MAX, "");

		boolean isOver(Instant now) {
			return !now.isBefore(this.end);
		}

		boolean isHeldBy(String candidate, Instant now) {
			return this.holder.equals(candidate) && !isOver(now);
		}

	}

}
