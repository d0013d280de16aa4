package io.github.zkspring.discovery.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import com.sun.net.httpserver.HttpServer;
import io.github.zkspring.autoconfigure.discovery.ZkServiceClientsAutoConfiguration;
import io.github.zkspring.discovery.ServiceCatalog;
import io.github.zkspring.discovery.ServiceInstance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.service.HttpServiceClientPropertiesAutoConfiguration;
import org.springframework.boot.restclient.RestTemplateBuilder;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestTemplateAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.service.HttpServiceClientAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.registry.ImportHttpServices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;

/**
 * Tests HTTP clients auto-configured by Spring Boot, with and without service names.
 */
class ServiceClientsTests {

	private final ServiceCatalog catalog = mock(ServiceCatalog.class);

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ZkServiceClientsAutoConfiguration.class,
				HttpClientAutoConfiguration.class, ImperativeHttpClientAutoConfiguration.class,
				HttpServiceClientPropertiesAutoConfiguration.class, RestClientAutoConfiguration.class,
				RestTemplateAutoConfiguration.class, HttpServiceClientAutoConfiguration.class))
		.withBean(ServiceRequestInterceptor.class, () -> new ServiceRequestInterceptor(this.catalog));

	private final ApplicationContextRunner naming = this.contextRunner
		.withPropertyValues("zk.discovery.http.services=orders,my_orders");

	private HttpServer server;

	@BeforeEach
	void startServer() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
		this.server.createContext("/", (exchange) -> {
			byte[] answer = exchange.getRequestURI().toString().getBytes(StandardCharsets.UTF_8);
			exchange.sendResponseHeaders(200, answer.length);
			exchange.getResponseBody().write(answer);
			exchange.close();
		});
		this.server.start();
		ServiceInstance living = instance(port());
		given(this.catalog.choose("orders")).willReturn(Optional.of(living));
		given(this.catalog.choose("my_orders")).willReturn(Optional.of(living));
	}

	@AfterEach
	void stopServer() {
		this.server.stop(0);
	}

	@Test
	void appliesToNamedServicesOnly() {
		this.naming.run((context) -> {
			RestClient client = context.getBean(RestClient.Builder.class).build();
			assertThat(get(client, "http://orders/a?b=c")).isEqualTo("/a?b=c");
			assertThat(get(client, "http://my_orders:8080/a")).isEqualTo("/a");
			assertThat(get(client, "http://127.0.0.1:%d/other".formatted(port()))).isEqualTo("/other");
			then(this.catalog).should().choose("orders");
			then(this.catalog).should().choose("my_orders");
			then(this.catalog).shouldHaveNoMoreInteractions();
		});
	}

	@Test
	void supportsRestTemplate() {
		this.naming.run((context) -> assertThat(
				context.getBean(RestTemplateBuilder.class).build().getForObject("http://orders/{id}", String.class, 7))
			.isEqualTo("/7"));
	}

	@Test
	void supportsHttpServiceGroups() throws IOException {
		try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
			ServiceInstance dead = instance(gone.getLocalPort());
			gone.close();
			given(this.catalog.choose("orders")).willReturn(Optional.of(dead))
				.willReturn(Optional.of(instance(port())));
			this.naming.withUserConfiguration(Clients.class)
				.withPropertyValues("spring.http.serviceclient.orders.base-url=http://orders/v1")
				.run((context) -> {
					assertThat(context.getBean(Orders.class).all()).isEqualTo("/v1/orders");
					then(this.catalog).should().failed(dead);
				});
		}
	}

	@Test
	void doesNotApplyWithoutNames() {
		this.contextRunner.run((context) -> {
			RestClient client = context.getBean(RestClient.Builder.class).build();
			assertThatExceptionOfType(ResourceAccessException.class)
				.isThrownBy(() -> get(client, "http://orders.invalid/"));
			assertThat(context.getBean(RestTemplateBuilder.class).build().getInterceptors()).isEmpty();
			then(this.catalog).should(never()).choose(any());
		});
	}

	@Test
	void backsOffWithoutSpringBootsClients() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(ZkServiceClientsAutoConfiguration.class))
			.withBean(ServiceRequestInterceptor.class, () -> new ServiceRequestInterceptor(this.catalog))
			.withClassLoader(new FilteredClassLoader("org.springframework.boot.restclient"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(NamedServicesInterceptor.class));
	}

	private static String get(RestClient client, String uri) {
		return client.get().uri(uri).retrieve().requiredBody(String.class);
	}

	private int port() {
		return this.server.getAddress().getPort();
	}

	private static ServiceInstance instance(int port) {
		return new ServiceInstance("orders", "at-" + port, "127.0.0.1", port, null, Map.of(), Instant.EPOCH);
	}

	interface Orders {

		@GetExchange("/orders")
		String all();

	}

	@Configuration(proxyBeanMethods = false)
	@ImportHttpServices(group = "orders", types = Orders.class)
	static class Clients {

	}

}
