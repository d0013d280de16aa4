package io.github.zkspring.lease;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

import io.github.zkspring.client.CodecException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads and writes lease records as JSON that kazoo reads and writes as well. The
 * {@code end} of kazoo has whole seconds and is rounded up here; members that kazoo does
 * not know hold the precise end and the mark. Records are read as a tree: no type that
 * the data names is instantiated.
 */
public final class LeaseFormat {

	private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss")
		.withZone(ZoneOffset.UTC);

	private final JsonMapper mapper = JsonMapper.builder().build();

	/** Spaces and escapes as Python writes them. */
	private final ObjectWriter writer = this.mapper.writer()
		.with(JsonWriteFeature.ESCAPE_NON_ASCII)
		.with(new DefaultPrettyPrinter(Separators.createDefaultInstance()
			.withObjectNameValueSpacing(Separators.Spacing.AFTER)
			.withObjectEntrySpacing(Separators.Spacing.AFTER)).withObjectIndenter(new DefaultIndenter("", "")));

	byte[] write(LeaseRecord lease) {
		ObjectNode members = this.mapper.createObjectNode()
			.put("version", lease.version())
			.put("holder", lease.holder())
			.put("end", SECONDS.format(roundedUp(lease.end())))
			.put("endMillis", lease.end().toEpochMilli())
			.put("mark", lease.mark());
		return this.writer.writeValueAsString(members).getBytes(StandardCharsets.UTF_8);
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
			int version = members.required("version").intValue();
			if (version != LeaseRecord.FORMAT) {
				return LeaseRecord.ofFormat(version);
			}
			Instant seconds = LocalDateTime.parse(members.required("end").stringValue(), SECONDS)
				.toInstant(ZoneOffset.UTC);
			String holder = members.required("holder").stringValue();
			return new LeaseRecord(version, holder, end(members, seconds), members.path("mark").asString(""));
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

}
