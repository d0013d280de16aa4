package io.github.zkspring.sample;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import io.github.zkspring.discovery.ServiceCatalog;
import io.github.zkspring.lock.HeldLock;
import io.github.zkspring.lock.ZkLockTemplate;
import org.apache.curator.framework.CuratorFramework;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the endpoint over HTTP.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = { "zk.embedded.port=0",
		"sample.report.interval=100ms", "management.endpoint.zookeeper.access=unrestricted" })
class SampleEndpointIntegrationTests {

	private final RestClient http;

	SampleEndpointIntegrationTests(@LocalServerPort int port) {
		this.http = RestClient.create("http://127.0.0.1:" + port + "/actuator/zookeeper");
	}

	@Test
	void matchesSchema(@Autowired ZkLockTemplate locks, @Autowired ServiceCatalog catalog,
			@Autowired CuratorFramework client) throws Exception {
		JsonSchema schema = schema();
		client.create()
			.orSetData()
			.creatingParentsIfNeeded()
			.forPath("/config/pricing", "not json".getBytes(StandardCharsets.UTF_8));
		catalog.instances("divide");
		await().until(() -> {
			JsonNode answer = json("");
			return "LEADER".equals(answer.at("/elections/0/state").asString())
					&& answer.at("/elections/0").has("participants")
					&& answer.at("/services/registration/registered").asBoolean()
					&& "PAYLOAD".equals(watch(answer).at("/lastError/kind").asString());
		});
		try (HeldLock lock = locks.acquire("orders/7")) {
			JsonNode answer = json("");
			assertThat(schema.problems(answer)).isEmpty();
			assertThat(answer.propertyNames()).containsExactly("session", "watches", "elections", "locks", "services");
			assertThat(answer.at("/session/transitions/0/state").asString()).isEqualTo("CONNECTED");
			assertThat(watch(answer).get("state").asString()).isEqualTo("FAILING");
			assertThat(answer.at("/elections/0/participants/0")).isEqualTo(answer.at("/elections/0/id"));
			assertThat(answer.at("/locks").findValuesAsString("token"))
				.contains("0x" + Long.toHexString(lock.token().value()));
			assertThat(answer.at("/services/catalog/0/service").asString()).isEqualTo("divide");
			assertThat(answer.toString()).doesNotContain("not json");
		}
		client.delete().forPath("/config/pricing");
	}

	@Test
	void schemaRejectsInvalidAnswers() throws IOException {
		JsonSchema schema = schema();
		JsonNode wrong = JsonMapper.shared()
			.readTree("{\"session\":{\"state\":\"FINE\",\"payload\":\"x\"},\"watches\":{}}");
		assertThat(schema.problems(wrong)).anyMatch((problem) -> problem.startsWith("$.session.state: "))
			.anyMatch((problem) -> problem.startsWith("$.session.payload: "))
			.anyMatch((problem) -> problem.startsWith("$.session.since: "))
			.anyMatch((problem) -> problem.startsWith("$.watches: "));
	}

	@Test
	void servesPartsAndItemsByPath() throws IOException {
		assertThat(json("/locks").propertyNames()).containsExactly("locks");
		assertThat(json(path()).get("path").asString()).isEqualTo("/config/pricing");
		assertThat(get("/nothing").getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
		assertThat(get("/watches/nothing").getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
		assertThat(get("/locks/nothing/at/all").getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
	}

	@Test
	void pausesAndResumesWatchesAndReportsUnsupportedActions() throws IOException {
		String watch = path();
		assertThat(post(watch, "pause")).returns(HttpStatus.OK, ResponseEntity::getStatusCode);
		assertThat(json(watch).get("state").asString()).isEqualTo("PAUSED");
		assertThat(post(watch, "resync").getStatusCode()).isEqualTo(HttpStatus.OK);
		assertThat(post(watch, "resume").getBody()).doesNotContain("PAUSED");
		assertThat(post(watch, "explode")).returns(HttpStatus.BAD_REQUEST, ResponseEntity::getStatusCode)
			.returns("{\"problem\":\"the actions are pause, resume and resync\"}", ResponseEntity::getBody);
		assertThat(post("/watches/nothing", "pause").getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
		assertThat(post("/watches", "pause").getStatusCode().is4xxClientError()).isTrue();
		assertThat(post("/elections/nothing", "resign").getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
	}

	@Test
	void leadsAgainWithNewTokenWhenOnlyParticipantResigns() {
		await().until(() -> "LEADER".equals(json("").at("/elections/0/state").asString()));
		JsonNode before = json("").at("/elections/0");
		String election = "/elections/" + before.get("name").asString();
		assertThat(post(election, "resign").getStatusCode()).isEqualTo(HttpStatus.OK);
		await().until(() -> {
			JsonNode token = json(election).get("token");
			return token != null && !token.equals(before.get("token"));
		});
	}

	private String path() throws IOException {
		return "/watches/" + watch(json("")).get("id").asString();
	}

	private static JsonNode watch(JsonNode answer) {
		return answer.get("watches")
			.valueStream()
			.filter((watch) -> watch.get("path").asString().equals("/config/pricing"))
			.findFirst()
			.orElseThrow();
	}

	private static JsonSchema schema() throws IOException {
		return new JsonSchema(
				JsonMapper.shared().readTree(Files.readString(Path.of("..", "docs", "endpoint.schema.json"))));
	}

	private JsonNode json(String path) {
		return JsonMapper.shared().readTree(get(path).getBody());
	}

	private ResponseEntity<String> get(String path) {
		return answer(this.http.get().uri(path));
	}

	private ResponseEntity<String> post(String path, String action) {
		return answer(this.http.method(HttpMethod.POST)
			.uri(path)
			.contentType(MediaType.APPLICATION_JSON)
			.body(Map.of("action", action)));
	}

	private static ResponseEntity<String> answer(RestClient.RequestHeadersSpec<?> request) {
		return request.retrieve().onStatus(HttpStatusCode::isError, (asked, response) -> {
		}).toEntity(String.class);
	}

}
