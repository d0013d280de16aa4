package io.github.zkspring.sample;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

import org.apache.curator.framework.CuratorFramework;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for a running instance of the sample, regardless of how it was started.
 */
abstract class AbstractSampleIntegrationTests {

	private static final String PATH = "/config/pricing";

	private final SampleClient sample;

	private final CuratorFramework client;

	/**
	 * Create the tests.
	 * @param sample the instance under test
	 * @param client a client of the same server
	 */
	AbstractSampleIntegrationTests(SampleClient sample, CuratorFramework client) {
		this.sample = sample;
		this.client = client;
	}

	@Test
	@SuppressWarnings("unchecked")
	void returnsStateWithDocumentedKeys() {
		Map<String, Object> state = this.sample.state();
		assertThat(state).containsOnlyKeys("instance", "session", "settings", "settingsVersion", "members", "leader",
				"leaderId", "reports");
		Map<String, Object> session = (Map<String, Object>) state.get("session");
		assertThat(session).containsOnlyKeys("state", "id").containsEntry("state", "CONNECTED");
		assertThat((String) session.get("id")).matches("0x[0-9a-f]+");
	}

	@Test
	void deliversSettingsWrittenOverHttp() throws Exception {
		write("GBP", 20);
		assertThat(this.sample.putSettings(json("CHF", 8)).getStatusCode()).isEqualTo(HttpStatus.NO_CONTENT);
		awaitSettings("CHF", 8);
		assertThat(this.sample.state()).containsEntry("settingsVersion",
				this.client.checkExists().forPath(PATH).getVersion());
	}

	@Test
	void createsMissingSettings() throws Exception {
		this.client.delete().quietly().forPath(PATH);
		await().untilAsserted(() -> assertThat(this.sample.state()).containsEntry("settings", null)
			.containsEntry("settingsVersion", -1));
		this.sample.putSettings(json("SEK", 25));
		awaitSettings("SEK", 25);
		assertThat(this.sample.state()).containsEntry("settingsVersion", 0);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"currency\":", "", "null", "[]", "{}",
			"{\"currency\":\"EUR\",\"vatPercent\":\"much\",\"freeShippingFrom\":1}",
			"{\"currency\":\"EUR\",\"vatPercent\":101,\"freeShippingFrom\":1}" })
	void keepsLastGoodSettingsAfterMalformedValue(String malformed) throws Exception {
		write("EUR", 19);
		awaitSettings("EUR", 19);
		Map<String, Object> good = this.sample.state();
		write(malformed);
		await().during(Duration.ofMillis(300))
			.untilAsserted(() -> assertThat(this.sample.state()).containsEntry("settings", good.get("settings"))
				.containsEntry("settingsVersion", good.get("settingsVersion")));
		write("EUR", 21);
		awaitSettings("EUR", 21);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{"currency":" ","vatPercent":19,"freeShippingFrom":1}      | currency
			{"vatPercent":19,"freeShippingFrom":1}                     | currency
			{"currency":"EUR","vatPercent":-1,"freeShippingFrom":1}    | vatPercent
			{"currency":"EUR","vatPercent":19.5,"freeShippingFrom":1}  | vatPercent
			{"currency":"EUR","freeShippingFrom":1}                    | vatPercent
			{"currency":"EUR","vatPercent":19,"freeShippingFrom":-0.1} | freeShippingFrom
			{"currency":"EUR","vatPercent":19}                         | freeShippingFrom
			{"currency":                                               | JSON
			""")
	void rejectsInvalidSettingsWithReason(String body, String reason) throws Exception {
		write("EUR", 19);
		ResponseEntity<String> response = this.sample.putSettings(body);
		assertThat(response.getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
		assertThat(response.getBody()).contains("\"detail\":").contains(reason).doesNotContain("Exception");
		assertThat(this.client.getData().forPath(PATH)).asString().isEqualTo(json("EUR", 19));
	}

	@Test
	void listsThisInstanceAsMember() {
		String id = this.sample.id();
		assertThat(id).isNotEmpty();
		await().untilAsserted(() -> assertThat(this.sample.members()).containsExactly(id));
	}

	@Test
	void leadsAndReportsAsOnlyInstance() {
		await().untilAsserted(() -> assertThat(this.sample.state()).containsEntry("leader", true)
			.containsEntry("leaderId", this.sample.id()));
		int before = this.sample.reports();
		await().until(() -> this.sample.reports() >= before + 3);
	}

	@Test
	void shipsAnOrderWithGrowingTokens() {
		long first = this.sample.ship("a/1");
		assertThat(this.sample.ship("a/1")).isGreaterThan(first);
	}

	@Test
	@SuppressWarnings("unchecked")
	void reportsZooKeeperHealth() {
		Map<String, Object> health = this.sample.object("/actuator/health");
		assertThat(health).containsEntry("status", "UP");
		Map<String, Object> components = (Map<String, Object>) health.get("components");
		assertThat((Map<String, Object>) components.get("zookeeper")).containsEntry("status", "UP");
	}

	@Test
	void exposesReadOnlyEndpoint() {
		assertThat(this.sample.object("/actuator/zookeeper")).containsKeys("session", "watches", "elections");
		assertThat(this.sample.post("/actuator/zookeeper/elections/sample-reports", "{\"action\":\"resign\"}")
			.getStatusCode()).isEqualTo(HttpStatus.METHOD_NOT_ALLOWED);
	}

	@Test
	void servesDashboardWithoutExternalResources() {
		assertThat(this.sample.text("/")).contains("<title>zk-spring-boot sample</title>")
			.doesNotContainPattern("(src|href)=\"(https?:)?//");
		assertThat(this.sample.text("/dashboard.js")).contains("api/state").doesNotContain("://");
		assertThat(this.sample.text("/dashboard.css")).doesNotContain("url(", "@import");
	}

	private void write(String currency, int vatPercent) throws Exception {
		write(json(currency, vatPercent));
	}

	private void write(String data) throws Exception {
		this.client.create().orSetData().creatingParentsIfNeeded().forPath(PATH, data.getBytes(StandardCharsets.UTF_8));
	}

	private void awaitSettings(String currency, int vatPercent) {
		Map<String, Object> expected = Map.of("currency", currency, "vatPercent", vatPercent, "freeShippingFrom", 49.5);
		await().untilAsserted(() -> assertThat(this.sample.state()).containsEntry("settings", expected));
	}

	private static String json(String currency, int vatPercent) {
		return "{\"currency\":\"%s\",\"vatPercent\":%d,\"freeShippingFrom\":49.5}".formatted(currency, vatPercent);
	}

}
