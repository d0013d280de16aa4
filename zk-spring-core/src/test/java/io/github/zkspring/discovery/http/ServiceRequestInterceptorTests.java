package io.github.zkspring.discovery.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpServer;
import io.github.zkspring.discovery.ServiceCatalog;
import io.github.zkspring.discovery.ServiceInstance;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.http.HttpStatus;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.mock.http.client.MockClientHttpResponse;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests {@link ServiceRequestInterceptor} with instances that answer, refuse connections
 * and close connections.
 */
class ServiceRequestInterceptorTests {

	private static final int TLS_HANDSHAKE = 22;

	private final List<HttpServer> servers = new ArrayList<>();

	private final List<String> requests = new CopyOnWriteArrayList<>();

	private final StubCatalog catalog = new StubCatalog();

	private final RestClient client = RestClient.builder()
		.requestFactory(new JdkClientHttpRequestFactory())
		.requestInterceptor(new ServiceRequestInterceptor(this.catalog))
		.build();

	@AfterEach
	void stopServers() {
		this.servers.forEach((server) -> server.stop(0));
	}

	@Test
	void sendsRequestToInstance() throws IOException {
		this.catalog.returns(answering());
		assertThat(get("http://orders/divide?a=%C3%A4%20b&b=2")).isEqualTo("answer");
		assertThat(this.requests).containsExactly("GET /divide?a=%C3%A4%20b&b=2 ");
	}

	@Test
	void triesNextInstanceWhenConnectionIsRefused() throws IOException {
		for (RestClient any : List.of(this.client,
				this.client.mutate().requestFactory(new SimpleClientHttpRequestFactory()).build())) {
			ServiceInstance first = refusing();
			ServiceInstance second = refusing();
			this.catalog.returns(first, second, answering());
			this.requests.clear();
			this.catalog.failed.clear();
			assertThat(any.post().uri("http://orders/pay").body("7").retrieve().body(String.class)).isEqualTo("answer");
			assertThat(this.requests).containsExactly("POST /pay 7");
			assertThat(this.catalog.failed).containsExactly(first, second);
		}
	}

	@Test
	void repeatsIdempotentRequestsOnlyWhenConnectionBreaks() throws IOException {
		this.catalog.returns(breaking(), answering());
		assertThatExceptionOfType(ResourceAccessException.class)
			.isThrownBy(() -> this.client.post().uri("http://orders/pay").body("7").retrieve().body(String.class));
		assertThat(this.requests).isEmpty();
		assertThat(this.catalog.failed).hasSize(1);
		this.catalog.returns(breaking(), answering());
		assertThat(get("http://orders/divide")).isEqualTo("answer");
	}

	@Test
	void stopsAfterMaximumNumberOfTries() throws IOException {
		ServiceInstance first = refusing();
		this.catalog.returns(first, first, first, first, first, answering());
		assertThatExceptionOfType(ResourceAccessException.class).isThrownBy(() -> get("http://orders/"));
		assertThat(this.catalog.failed).hasSize(ServiceRequestInterceptor.MAX_TRIES);
	}

	@Test
	void stopsWhenThreadIsInterrupted() throws IOException {
		this.catalog.returns(answering(), answering());
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(ResourceAccessException.class).isThrownBy(() -> get("http://orders/"));
		assertThat(Thread.interrupted()).isTrue();
		assertThat(this.catalog.failed).isEmpty();
	}

	@Test
	void failsWithoutInstanceInsteadOfResolvingHostName() {
		this.catalog.returns();
		assertThatExceptionOfType(ResourceAccessException.class).isThrownBy(() -> get("http://localhost/"))
			.havingCause()
			.isInstanceOfSatisfying(NoInstanceException.class,
					(ex) -> assertThat(ex.getService()).isEqualTo("localhost"));
	}

	@Test
	@Timeout(60)
	void keepsTlsOfRequestAndOfInstance() throws Exception {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
			Future<List<Integer>> firstBytes = readFirstBytes(socket, 2);
			int port = socket.getLocalPort();
			this.catalog.returns(instance(port));
			assertThatExceptionOfType(ResourceAccessException.class)
				.isThrownBy(() -> this.client.post().uri("https://orders/").retrieve().body(String.class));
			this.catalog
				.returns(new ServiceInstance("orders", "tls", "127.0.0.1", port, port, Map.of(), Instant.EPOCH));
			assertThatExceptionOfType(ResourceAccessException.class)
				.isThrownBy(() -> this.client.post().uri("http://orders/").retrieve().body(String.class));
			assertThat(firstBytes.get(10, TimeUnit.SECONDS)).containsOnly(TLS_HANDSHAKE);
		}
	}

	// uses a thread of its own: since JDK 25 the JDK's HTTP client completes responses on
	// the common pool, which has a single thread on a machine with two processors
	private static Future<List<Integer>> readFirstBytes(ServerSocket socket, int connections) {
		FutureTask<List<Integer>> reading = new FutureTask<>(() -> {
			List<Integer> bytes = new ArrayList<>();
			while (bytes.size() < connections) {
				try (Socket connection = socket.accept()) {
					bytes.add(connection.getInputStream().read());
				}
			}
			return bytes;
		});
		Thread thread = new Thread(reading, "first-bytes");
		thread.setDaemon(true);
		thread.start();
		return reading;
	}

	@Test
	void supportsHttpExchangeInterfacesAndNamesWithUnderscores() throws IOException {
		this.catalog.returns(answering(), answering());
		HttpServiceProxyFactory proxies = HttpServiceProxyFactory.builderFor(RestClientAdapter.create(this.client))
			.build();
		assertThat(proxies.createClient(Orders.class).divide()).isEqualTo("answer");
		assertThat(get("http://my_orders/")).isEqualTo("answer");
		assertThat(this.catalog.services).containsExactly("orders", "my_orders");
	}

	@Test
	void supportsUnderscoresAndIpv6AddressesInRecords() {
		List<URI> seen = new ArrayList<>();
		RestClient with = this.client.mutate().requestInterceptor((request, body, execution) -> {
			seen.add(request.getURI());
			return new MockClientHttpResponse(body, HttpStatus.OK);
		}).build();
		this.catalog.returns(at("my_host", null), at("::1", null), at("my_host", 8443));
		for (int time = 0; time < 3; time++) {
			with.get().uri(URI.create("http://orders:1/a%20b?c=d")).retrieve().toBodilessEntity();
		}
		assertThat(seen).map(URI::toString)
			.containsExactly("http://my_host:8080/a%20b?c=d", "http://[::1]:8080/a%20b?c=d",
					"https://my_host:8443/a%20b?c=d");
	}

	private static ServiceInstance at(String host, @Nullable Integer sslPort) {
		return new ServiceInstance("orders", "one", host, 8080, sslPort, Map.of(), Instant.EPOCH);
	}

	@Test
	void invokesFollowingInterceptorsForEachTry() throws IOException {
		List<String> seen = new ArrayList<>();
		this.catalog.returns(refusing(), answering());
		RestClient with = this.client.mutate().requestInterceptor((request, body, execution) -> {
			seen.add(request.getURI().getHost());
			request.getHeaders().add("X-Token", "secret");
			return execution.execute(request, body);
		}).build();
		assertThat(with.get().uri("http://orders/").retrieve().body(String.class)).isEqualTo("answer");
		assertThat(seen).containsExactly("127.0.0.1", "127.0.0.1");
	}

	private @Nullable String get(String uri) {
		return this.client.get().uri(URI.create(uri)).retrieve().body(String.class);
	}

	private ServiceInstance answering() throws IOException {
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
		this.servers.add(server);
		server.createContext("/", (exchange) -> {
			String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
			this.requests.add("%s %s %s".formatted(exchange.getRequestMethod(), exchange.getRequestURI(), body));
			exchange.sendResponseHeaders(200, 6);
			exchange.getResponseBody().write("answer".getBytes(StandardCharsets.UTF_8));
			exchange.close();
		});
		server.start();
		return instance(server.getAddress().getPort());
	}

	// reads the request, then closes the connection without an answer
	private ServiceInstance breaking() throws IOException {
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
		this.servers.add(server);
		server.createContext("/", (exchange) -> {
			exchange.getRequestBody().readAllBytes();
			throw new IOException("simulated failure");
		});
		server.start();
		return instance(server.getAddress().getPort());
	}

	private static ServiceInstance refusing() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
			return instance(socket.getLocalPort());
		}
	}

	private static ServiceInstance instance(int port) {
		return new ServiceInstance("orders", "at-" + port, "127.0.0.1", port, null, Map.of(), Instant.EPOCH);
	}

	@HttpExchange("http://orders")
	interface Orders {

		@GetExchange("/divide")
		String divide();

	}

	/**
	 * Returns the instances that the test provides, one after the other.
	 */
	private static final class StubCatalog implements ServiceCatalog {

		private final Deque<ServiceInstance> instances = new ArrayDeque<>();

		private final List<ServiceInstance> failed = new ArrayList<>();

		private final List<String> services = new ArrayList<>();

		private void returns(ServiceInstance... instances) {
			this.instances.clear();
			this.instances.addAll(Arrays.asList(instances));
		}

		@Override
		public List<String> names() {
			return List.of();
		}

		@Override
		public List<ServiceInstance> instances(String service) {
			return List.copyOf(this.instances);
		}

		@Override
		public Optional<ServiceInstance> choose(String service) {
			this.services.add(service);
			return Optional.ofNullable(this.instances.poll());
		}

		@Override
		public void failed(ServiceInstance instance) {
			this.failed.add(instance);
		}

		@Override
		public Duration age(String service) {
			return Duration.ZERO;
		}

	}

}
