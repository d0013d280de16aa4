package io.github.zkspring.autoconfigure.discovery;

import java.util.stream.Stream;

import io.github.zkspring.discovery.ManagedRegistration;

import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;

/**
 * Tells the registration where the web server listens. That of another context, for
 * management say, is not where the service is.
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
			this.registration.listening(event.getWebServer().getPort(), isSecure(this.context.getEnvironment()));
		}
	}

	// a web server does not say whether it takes TLS
	private static boolean isSecure(Environment environment) {
		return environment.getProperty("server.ssl.enabled", Boolean.class, true)
				&& Stream.of("bundle", "certificate", "key-store")
					.anyMatch((source) -> environment.containsProperty("server.ssl." + source));
	}

}
