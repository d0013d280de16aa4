package io.github.zkspring.autoconfigure;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.UrlResource;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the generated configuration metadata.
 */
class ConfigurationMetadataTests {

	private static final String LOCATION = "META-INF/spring-configuration-metadata.json";

	private static JsonNode metadata;

	@BeforeAll
	static void readMetadata() throws IOException {
		UrlResource classes = new UrlResource(ZkProperties.class.getProtectionDomain().getCodeSource().getLocation());
		metadata = JsonMapper.shared().readTree(classes.createRelative(LOCATION).getInputStream());
	}

	@Test
	void describesEveryProperty() {
		assertThat(properties().flatMap((property) -> problems(property).stream())).isEmpty();
	}

	@Test
	void usesNoForeignPrefix() {
		assertThat(properties().map(ConfigurationMetadataTests::name))
			.allMatch((name) -> name.startsWith("zk.") || name.startsWith("management.health.zookeeper.")
					|| name.startsWith("management.endpoint.zookeeper."));
	}

	@Test
	void containsPromisedProperties() {
		assertThat(properties().map(ConfigurationMetadataTests::name)).contains("zk.enabled", "zk.connect-string",
				"zk.namespace", "zk.session-timeout", "zk.connection-timeout", "zk.startup.on-unavailable",
				"zk.startup.timeout", "zk.retry.initial-interval", "zk.retry.max-interval", "zk.retry.max-attempts",
				"zk.retry.max-elapsed", "zk.read-only", "zk.ensemble-tracker", "zk.auth", "zk.acl", "zk.ssl.bundle",
				"zk.sasl.login-context", "zk.sasl.service-name", "zk.sasl.username", "zk.sasl.password",
				"zk.health.suspended", "zk.embedded.enabled", "zk.embedded.port", "zk.embedded.data-dir",
				"zk.watch.initial-sync-timeout", "zk.watch.overdue-after", "zk.leader.base-path", "zk.leader.id",
				"zk.lock.base-path", "zk.lock.wait", "zk.lock.advice-order", "zk.lock.drain-timeout",
				"zk.lease.base-path", "zk.lease.holder", "zk.lease.timeout", "zk.recipe.base-path", "zk.recipe.id",
				"zk.recipe.timeout", "zk.discovery.enabled", "zk.discovery.base-path", "zk.discovery.register",
				"zk.discovery.http.services", "zk.template.timeout", "management.health.zookeeper.enabled",
				"management.endpoint.zookeeper.access");
	}

	@Test
	void listsEachPropertyOnce() {
		assertThat(properties().map(ConfigurationMetadataTests::name)).doesNotHaveDuplicates();
	}

	@Test
	void containsNoDeprecatedProperty() {
		assertThat(properties()).allMatch((property) -> property.get("deprecation") == null);
	}

	@Test
	void describesEachValueOfHints() {
		List<String> names = properties().map(ConfigurationMetadataTests::name).toList();
		assertThat(hints()).hasSizeGreaterThan(5);
		assertThat(hints().map(ConfigurationMetadataTests::name)).isSubsetOf(names).doesNotHaveDuplicates();
		assertThat(hints().flatMap((hint) -> hint.get("values").valueStream()))
			.allSatisfy((value) -> assertThat(problems("java.lang.String", value.get("description").asString()))
				.as(value.get("value").asString())
				.isEmpty());
	}

	@Test
	void providesHintForEachEnumConstant() {
		List<JsonNode> enums = properties().filter((property) -> constants(property) != null).toList();
		assertThat(enums).isNotEmpty()
			.allSatisfy((property) -> assertThat(hints().filter((hint) -> name(hint).equals(name(property)))
				.flatMap((hint) -> hint.get("values").valueStream())).as(name(property))
				.extracting((value) -> value.get("value").asString())
				.containsExactlyElementsOf(constants(property)));
	}

	@Test
	void documentsEveryProperty() throws IOException {
		Set<String> documented = Guide.properties(Path.of("..", "docs"));
		assertThat(properties().map(ConfigurationMetadataTests::name).filter((name) -> name.startsWith("zk.")))
			.isSubsetOf(documented);
	}

	@Test
	void detectsInvalidDescriptions() {
		assertThat(problems("java.lang.String", null)).containsExactly("has no description");
		assertThat(problems("java.lang.String", "The path.")).containsExactly("starts with an article");
		assertThat(problems("java.lang.String", "A path.")).containsExactly("starts with an article");
		assertThat(problems("java.lang.String", "An id")).containsExactly("starts with an article",
				"does not end with '.'");
		assertThat(problems("java.lang.Boolean", "Enabled.")).containsExactly("is a boolean without 'Whether'");
		assertThat(problems("java.lang.Boolean", "Enable it.")).isEmpty();
		assertThat(problems("java.lang.String", "Another path.")).isEmpty();
		assertThat(problems("java.util.List<java.lang.String>", "Names."))
			.containsExactly("does not start with 'Comma-separated list'");
		assertThat(problems("java.util.List<java.lang.String>", "Comma-separated list of names.")).isEmpty();
	}

	@Test
	void detectsInvalidDefaults() {
		assertThat(defaultProblems("java.time.Duration", false, "Time to wait."))
			.containsExactly("is a Duration without a documented default");
		assertThat(defaultProblems("java.time.Duration", true, "Time to wait. Defaults to a second."))
			.containsExactly("repeats its default");
		assertThat(defaultProblems("java.time.Duration", true, "Time to wait.")).isEmpty();
		assertThat(defaultProblems("java.time.Duration", false, "Time to wait. Defaults to zk.lock.wait.")).isEmpty();
	}

	private static Stream<JsonNode> properties() {
		return metadata.get("properties").valueStream();
	}

	private static Stream<JsonNode> hints() {
		return metadata.get("hints").valueStream();
	}

	private static List<String> constants(JsonNode property) {
		String type = property.get("type").asString();
		if (!type.startsWith("io.github.zkspring.") || !ClassUtils.isPresent(type, null)) {
			return null;
		}
		Object[] constants = ClassUtils.resolveClassName(type, null).getEnumConstants();
		return (constants != null) ? Stream.of(constants)
			.map((constant) -> constant.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
			.toList() : null;
	}

	private static String name(JsonNode property) {
		return property.get("name").asString();
	}

	private static List<String> problems(JsonNode property) {
		String type = property.get("type").asString();
		JsonNode node = property.get("description");
		String description = (node != null) ? node.asString() : null;
		return Stream
			.concat(problems(type, description).stream(),
					defaultProblems(type, property.get("defaultValue") != null, description).stream())
			.map((problem) -> name(property) + " " + problem)
			.toList();
	}

	// Boot: a description contains only a default that is computed at run time
	private static List<String> defaultProblems(String type, boolean hasDefault, String description) {
		boolean documented = String.valueOf(description).contains("Defaults to ");
		if (hasDefault && documented) {
			return List.of("repeats its default");
		}
		return (type.equals("java.time.Duration") && !hasDefault && !documented)
				? List.of("is a Duration without a documented default") : List.of();
	}

	private static List<String> problems(String type, String description) {
		List<String> problems = new ArrayList<>();
		if (description == null || description.isBlank()) {
			return List.of("has no description");
		}
		if (Stream.of("The ", "A ", "An ").anyMatch(description::startsWith)) {
			problems.add("starts with an article");
		}
		if (type.equals("java.lang.Boolean") && Stream.of("Whether ", "Enable ").noneMatch(description::startsWith)) {
			problems.add("is a boolean without 'Whether'");
		}
		if (type.matches("java\\.util\\.(List|Set|Collection)<java\\..*")
				&& !description.startsWith("Comma-separated list ")) {
			problems.add("does not start with 'Comma-separated list'");
		}
		if (!description.endsWith(".")) {
			problems.add("does not end with '.'");
		}
		return problems;
	}

}
