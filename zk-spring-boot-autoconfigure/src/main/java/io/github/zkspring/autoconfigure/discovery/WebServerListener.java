package io.github.zkspring.autoconfigure.discovery;

import java.util.stream.Stream;

import io.github.zkspring.discovery.registration.ManagedRegistration;

import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;

/**
 * Passes the port of the web server to the registration. Ignores the web servers of other
 * contexts, such as the management context.
 */
class WebServerListener implements ApplicationListener<WebServerInitializedEvent> {

	private final ManagedRegistration registration;

	private final ApplicationContext context;

	WebServerListener(ManagedRegistration registration, ApplicationContext context) {
		this.registration = registration;
		this.context = context;
	}

	@Override
	public void onApplicationEvent(WebServerInitializedEvent event) {
		if (event.getApplicationContext() == this.context) {
			this.registration.webServerListening(event.getWebServer().getPort(),
					isSecure(this.context.getEnvironment()));
		}
	}

	// the web server does not expose whether TLS is enabled
	private static boolean isSecure(Environment environment) {
		return environment.getProperty("server.ssl.enabled", Boolean.class, true)
				&& Stream.of("bundle", "certificate", "key-store")
					.anyMatch((source) -> environment.containsProperty("server.ssl." + source));
	}

}
