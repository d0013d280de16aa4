package io.github.zkspring.sample;

import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.github.zkspring.discovery.ServiceCatalog;
import io.github.zkspring.discovery.ServiceInstance;
import io.github.zkspring.discovery.http.ServiceRequestInterceptor;
import io.github.zkspring.faults.Certificates;
import io.github.zkspring.faults.Timeouts;
import org.apache.curator.framework.CuratorFramework;
import org.junit.jupiter.api.Test;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the sample with a web server that accepts TLS only.
 */
class SecureServiceIntegrationTests {

	@Test
	void callsSecureServiceThroughTls() throws Exception {
		try (Certificates certificates = Certificates.create("authority of the web")
			.sign("web", "-ext", "san=ip:127.0.0.1"); ConfigurableApplicationContext context = start(certificates)) {
			int port = ((WebServerApplicationContext) context).getWebServer().getPort();
			ServiceCatalog catalog = context.getBean(ServiceCatalog.class);
			await().atMost(Timeouts.LONG).until(() -> catalog.choose("divide").isPresent());
			ServiceInstance instance = catalog.choose("divide").orElseThrow();
			assertThat(instance.uri()).hasToString("https://127.0.0.1:" + port);
			assertThat(record(context, instance)).contains("\"sslPort\":" + port);

			String answer = client(context).get().uri("http://divide/divide?a=6&b=3").retrieve().body(String.class);
			assertThat(answer).contains("2.0", instance.id());
			assertThatExceptionOfType(ResourceAccessException.class).isThrownBy(
					() -> unaware(context).get().uri("http://divide/divide?a=6&b=3").retrieve().toEntity(String.class))
				.withStackTraceContaining("PKIX");
		}
	}

	private static ConfigurableApplicationContext start(Certificates certificates) {
		List<String> arguments = List.of("--server.port=0", "--zk.embedded.port=0", "--server.ssl.bundle=web",
				"--spring.ssl.bundle.pem.web.keystore.certificate=" + certificates.certificate("web"),
				"--spring.ssl.bundle.pem.web.keystore.private-key=" + certificates.privateKey("web"),
				"--spring.ssl.bundle.pem.caller.truststore.certificate=" + certificates.authority());
		return new SpringApplicationBuilder(SampleApplication.class).run(arguments.toArray(String[]::new));
	}

	private static String record(ConfigurableApplicationContext context, ServiceInstance instance) throws Exception {
		byte[] data = context.getBean(CuratorFramework.class).getData().forPath("/services/divide/" + instance.id());
		return new String(data, StandardCharsets.UTF_8);
	}

	private static RestClient client(ConfigurableApplicationContext context) {
		HttpClient trusting = HttpClient.newBuilder()
			.sslContext(context.getBean(SslBundles.class).getBundle("caller").createSslContext())
			.build();
		return unaware(context).mutate().requestFactory(new JdkClientHttpRequestFactory(trusting)).build();
	}

	// trusts the authorities of the JDK only
	private static RestClient unaware(ConfigurableApplicationContext context) {
		return RestClient.builder()
			.requestFactory(new JdkClientHttpRequestFactory())
			.requestInterceptor(context.getBean(ServiceRequestInterceptor.class))
			.build();
	}

}
