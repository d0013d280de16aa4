package io.github.zkspring.autoconfigure;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.UrlResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The metadata that the build generates, which editors show to users.
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
	void hasEveryPropertyThatIsPromised() {
		assertThat(properties().map(ConfigurationMetadataTests::name)).contains("zk.connect-string", "zk.namespace",
				"zk.session-timeout", "zk.connection-timeout", "zk.startup.on-unavailable", "zk.startup.timeout",
				"zk.retry.initial-interval", "zk.retry.max-interval", "zk.retry.max-attempts", "zk.retry.max-elapsed",
				"zk.read-only", "zk.ensemble-tracker", "zk.auth", "zk.acl", "zk.ssl.bundle", "zk.sasl.login-context",
				"zk.sasl.service-name", "zk.sasl.username", "zk.sasl.password", "zk.health.suspended",
				"zk.embedded.enabled", "zk.embedded.port", "zk.embedded.data-dir", "zk.watch.initial-sync-timeout",
				"zk.watch.overdue-after", "zk.leader.base-path", "zk.leader.id", "zk.lock.base-path", "zk.lock.wait",
				"zk.lock.advice-order", "zk.lock.drain-timeout", "zk.lease.base-path", "zk.lease.holder",
				"zk.lease.timeout", "zk.recipe.base-path", "zk.recipe.id", "zk.recipe.timeout", "zk.discovery.enabled",
				"zk.discovery.base-path", "zk.discovery.register", "zk.discovery.http.services", "zk.template.timeout",
				"management.health.zookeeper.enabled", "management.endpoint.zookeeper.access");
	}

	@Test
	void hasEveryPropertyOnce() {
		assertThat(properties().map(ConfigurationMetadataTests::name)).doesNotHaveDuplicates();
	}

	@Test
	void noticesBadDescriptions() {
		assertThat(problems("java.lang.String", null)).containsExactly("has no description");
		assertThat(problems("java.lang.String", "The path.")).containsExactly("starts with an article");
		assertThat(problems("java.lang.String", "A path.")).containsExactly("starts with an article");
		assertThat(problems("java.lang.String", "An id")).containsExactly("starts with an article",
				"does not end with '.'");
		assertThat(problems("java.lang.Boolean", "Enabled.")).containsExactly("is a boolean without 'Whether'");
		assertThat(problems("java.lang.Boolean", "Enable it.")).isEmpty();
		assertThat(problems("java.lang.String", "Another path.")).isEmpty();
	}

	private static Stream<JsonNode> properties() {
		return metadata.get("properties").valueStream();
	}

	private static String name(JsonNode property) {
		return property.get("name").asString();
	}

	private static List<String> problems(JsonNode property) {
		JsonNode description = property.get("description");
		return problems(property.get("type").asString(), (description != null) ? description.asString() : null).stream()
			.map((problem) -> name(property) + " " + problem)
			.toList();
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
		if (!description.endsWith(".")) {
			problems.add("does not end with '.'");
		}
		return problems;
	}

}
