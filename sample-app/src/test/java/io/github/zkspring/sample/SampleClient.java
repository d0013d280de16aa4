package io.github.zkspring.sample;

import java.util.List;
import java.util.Map;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.RestClient;

/**
 * HTTP client for one instance.
 */
class SampleClient {

	private static final ParameterizedTypeReference<Map<String, Object>> OBJECT = new ParameterizedTypeReference<>() {
	};

	private final RestClient http;

	SampleClient(int port) {
		this.http = RestClient.create("http://127.0.0.1:" + port);
	}

	Map<String, Object> state() {
		return object("/api/state");
	}

	String id() {
		return (String) state().get("instance");
	}

	boolean leads() {
		return (boolean) state().get("leader");
	}

	int reports() {
		return (int) state().get("reports");
	}

	@SuppressWarnings("unchecked")
	List<String> members() {
		return (List<String>) state().get("members");
	}

	Map<String, Object> object(String path) {
		return this.http.get().uri(path).retrieve().requiredBody(OBJECT);
	}

	String text(String path) {
		return this.http.get().uri(path).retrieve().requiredBody(String.class);
	}

	ResponseEntity<String> putSettings(String json) {
		return send(HttpMethod.PUT, "/api/settings", json);
	}

	ResponseEntity<String> post(String path, String json) {
		return send(HttpMethod.POST, path, json);
	}

	private ResponseEntity<String> send(HttpMethod method, String path, String json) {
		return this.http.method(method)
			.uri(path)
			.contentType(MediaType.APPLICATION_JSON)
			.body(json)
			.retrieve()
			.onStatus(HttpStatusCode::isError, (request, response) -> {
			})
			.toEntity(String.class);
	}

	long ship(String order) {
		Map<String, Object> shipment = this.http.post()
			.uri("/api/shipments?order={order}", order)
			.retrieve()
			.requiredBody(OBJECT);
		return ((Number) shipment.get("token")).longValue();
	}

}
