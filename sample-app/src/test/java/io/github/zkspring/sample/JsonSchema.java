package io.github.zkspring.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

import org.springframework.util.Assert;

/**
 * Validates the subset of JSON Schema that the schema of the endpoint uses. Other
 * keywords are errors.
 */
class JsonSchema {

	private static final Set<String> KNOWN = Set.of("$schema", "$defs", "title", "description", "$ref", "type", "enum",
			"pattern", "minimum", "maxItems", "required", "properties", "additionalProperties", "items");

	private final JsonNode root;

	private final List<String> problems = new ArrayList<>();

	JsonSchema(JsonNode root) {
		this.root = root;
	}

	/**
	 * Returns the violations of the schema.
	 */
	List<String> problems(JsonNode json) {
		this.problems.clear();
		validate("$", json, this.root);
		return List.copyOf(this.problems);
	}

	private void validate(String at, JsonNode json, JsonNode schema) {
		Assert.state(KNOWN.containsAll(schema.propertyNames()), () -> "Unknown keyword among " + schema);
		if (schema.has("$ref")) {
			validate(at, json, this.root.at(schema.get("$ref").asString().substring(1)));
		}
		expect(!schema.has("type") || isOfType(json, schema.get("type").asString()), at, json);
		expect(!schema.has("enum") || strings(schema.get("enum")).anyMatch((value) -> json.asString().equals(value)),
				at, json);
		expect(!schema.has("pattern") || json.asString().matches(".*" + schema.get("pattern").asString() + ".*"), at,
				json);
		expect(!schema.has("minimum") || json.asLong() >= schema.get("minimum").asLong(), at, json);
		expect(!schema.has("maxItems") || json.size() <= schema.get("maxItems").asInt(), at, json);
		if (json.isArray() && schema.has("items")) {
			json.valueStream().forEach((item) -> validate(at + "[]", item, schema.get("items")));
		}
		if (json.isObject()) {
			validateObject(at, json, schema);
		}
	}

	private void validateObject(String at, JsonNode json, JsonNode schema) {
		JsonNode properties = schema.path("properties");
		boolean open = schema.path("additionalProperties").asBoolean(true);
		strings(schema.path("required")).forEach((name) -> expect(json.has(name), at + "." + name, json));
		for (String name : json.propertyNames()) {
			if (properties.has(name)) {
				validate(at + "." + name, json.get(name), properties.get(name));
			}
			else {
				expect(open || schema.has("$ref"), at + "." + name, json.get(name));
			}
		}
	}

	private static Stream<String> strings(JsonNode array) {
		return array.valueStream().map(JsonNode::asString);
	}

	private static boolean isOfType(JsonNode json, String type) {
		return switch (type) {
			case "object" -> json.isObject();
			case "array" -> json.isArray();
			case "string" -> json.isString();
			case "integer" -> json.isIntegralNumber();
			case "boolean" -> json.isBoolean();
			default -> throw new IllegalStateException("Unknown type " + type);
		};
	}

	private void expect(boolean holds, String at, JsonNode json) {
		if (!holds) {
			this.problems.add(at + ": " + json);
		}
	}

}
