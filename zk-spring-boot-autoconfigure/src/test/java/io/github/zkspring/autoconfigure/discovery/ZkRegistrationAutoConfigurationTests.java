package io.github.zkspring.autoconfigure.discovery;

import io.github.zkspring.discovery.registration.ManagedRegistration;
import org.junit.jupiter.api.Test;
import org.mockito.BDDMockito;
import org.mockito.Mockito;

import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.GenericApplicationListener;
import org.springframework.mock.env.MockEnvironment;

/**
 * Tests for {@link ZkRegistrationAutoConfiguration}.
 */
class ZkRegistrationAutoConfigurationTests {

	private final ManagedRegistration registration = Mockito.mock(ManagedRegistration.class);

	private final MockEnvironment environment = new MockEnvironment();

	private final WebServerApplicationContext context = context();

	private final GenericApplicationListener listener = new ZkRegistrationAutoConfiguration.WebServerConfiguration()
		.zkWebServerListener(this.registration, this.context);

	@Test
	void passesPortOfWebServer() {
		this.environment.setProperty("server.port", "0");
		this.listener.onApplicationEvent(listening(this.context, 4711));
		BDDMockito.then(this.registration).should().webServerListening(4711, false);
	}

	@Test
	void detectsTlsFromProperties() {
		this.environment.setProperty("server.ssl.bundle", "web");
		this.listener.onApplicationEvent(listening(this.context, 8443));
		BDDMockito.then(this.registration).should().webServerListening(8443, true);
		this.environment.setProperty("server.ssl.enabled", "false");
		this.listener.onApplicationEvent(listening(this.context, 8080));
		BDDMockito.then(this.registration).should().webServerListening(8080, false);
	}

	@Test
	void ignoresWebServerOfOtherContext() {
		this.listener.onApplicationEvent(listening(context(), 9090));
		BDDMockito.then(this.registration).shouldHaveNoInteractions();
	}

	private WebServerApplicationContext context() {
		WebServerApplicationContext context = Mockito.mock(WebServerApplicationContext.class);
		BDDMockito.given(context.getEnvironment()).willReturn(this.environment);
		return context;
	}

	private static WebServerInitializedEvent listening(WebServerApplicationContext context, int port) {
		WebServer server = Mockito.mock(WebServer.class);
		BDDMockito.given(server.getPort()).willReturn(port);
		return new WebServerInitializedEvent(server) {

			@Override
			public WebServerApplicationContext getApplicationContext() {
				return context;
			}

		};
	}

}
