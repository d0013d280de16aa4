package io.github.zkspring.autoconfigure.discovery;

import java.util.stream.Stream;

import io.github.zkspring.autoconfigure.ConditionalOnZkEnabled;
import io.github.zkspring.client.connection.ZkConnection;
import io.github.zkspring.client.support.ZkEventLoop;
import io.github.zkspring.discovery.ServiceRecords;
import io.github.zkspring.discovery.ServiceRegistration;
import io.github.zkspring.discovery.registration.ManagedRegistration;
import io.github.zkspring.discovery.registration.RegistrationSettings;
import io.github.zkspring.discovery.registration.ServiceDrain;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.GenericApplicationListener;
import org.springframework.core.env.Environment;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for {@link ServiceRegistration}.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = ZkDiscoveryAutoConfiguration.class)
@ConditionalOnZkEnabled
@ConditionalOnBooleanProperty("zk.discovery.register")
@ConditionalOnBean(ServiceRecords.class)
@Conditional(ZkRegistrationAutoConfiguration.OnAddress.class)
public final class ZkRegistrationAutoConfiguration {

	ZkRegistrationAutoConfiguration() {
	}

	@Bean
	RegistrationSettings zkRegistrationSettings(ZkDiscoveryProperties properties, Environment environment) {
		return PropertiesRegistrationSettings.of(properties, environment);
	}

	@Bean
	ManagedRegistration serviceRegistration(RegistrationSettings settings, ServiceRecords records,
			ZkConnection connection, ZkEventLoop loop, ServiceDrain drain) {
		return new ManagedRegistration(settings, records, connection, loop, drain);
	}

	@Bean
	ServiceDrain zkServiceDrain(ZkDiscoveryProperties properties) {
		return new ServiceDrain(properties.drain());
	}

	@Bean
	GenericApplicationListener zkReadinessListener(ManagedRegistration registration) {
		return GenericApplicationListener.forEventType(AvailabilityChangeEvent.class, (event) -> {
			if (event.getState() instanceof ReadinessState state) {
				registration.ready(state == ReadinessState.ACCEPTING_TRAFFIC);
			}
		});
	}

	/**
	 * Matches in each context of a hierarchy that may have its own web server. A
	 * configured address is registered by the first context only.
	 */
	static class OnAddress extends AnyNestedCondition {

		OnAddress() {
			super(ConfigurationPhase.REGISTER_BEAN);
		}

		/**
		 * Matches in the first context.
		 */
		@ConditionalOnMissingBean(ManagedRegistration.class)
		static class FirstRegistration {

		}

		/**
		 * Matches without a configured port.
		 */
		@ConditionalOnProperty(name = "zk.discovery.port", havingValue = "unset", matchIfMissing = true)
		static class PortOfWebServer {

		}

	}

	/**
	 * Configures the listener for the port of the web server.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(WebServerInitializedEvent.class)
	static class WebServerConfiguration {

		@Bean
		GenericApplicationListener zkWebServerListener(ManagedRegistration registration, ApplicationContext context) {
			return GenericApplicationListener.forEventType(WebServerInitializedEvent.class, (event) -> {
				// other contexts, such as the management context, have their own web
				// server
				if (event.getApplicationContext() == context) {
					registration.webServerListening(event.getWebServer().getPort(), isSecure(context.getEnvironment()));
				}
			});
		}

		// the web server does not expose whether TLS is enabled
		private static boolean isSecure(Environment environment) {
			return environment.getProperty("server.ssl.enabled", Boolean.class, true)
					&& Stream.of("bundle", "certificate", "key-store")
						.anyMatch((source) -> environment.containsProperty("server.ssl." + source));
		}

	}

}
