package io.github.zkspring.discovery.registration;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

import io.github.zkspring.discovery.ServiceInstance;
import org.jspecify.annotations.Nullable;

/**
 * Builds the {@link ServiceInstance} of this application from its settings and its state.
 * Not thread-safe.
 */
class ServiceInstanceBuilder {

	private final RegistrationSettings settings;

	private @Nullable Integer webPort;

	private boolean secure;

	private boolean everReady;

	private boolean ready;

	private boolean outOfService;

	private @Nullable String host;

	private @Nullable Instant registered;

	ServiceInstanceBuilder(RegistrationSettings settings) {
		this.settings = settings;
	}

	void setWebServer(int port, boolean secure) {
		this.webPort = port;
		this.secure = secure;
	}

	void setReady(boolean ready) {
		this.everReady = this.everReady || ready;
		this.ready = ready;
	}

	void setOutOfService(boolean outOfService) {
		this.outOfService = outOfService;
	}

	/**
	 * Forget everything that may differ after a restart of the web server.
	 */
	void reset() {
		this.webPort = null;
		this.host = null;
		this.registered = null;
	}

	/**
	 * Return whether the instance can be published.
	 * @return {@code true} once the port is known and the application has been ready
	 */
	boolean isComplete() {
		return this.everReady && port() != null;
	}

	private @Nullable Integer port() {
		return (this.settings.port() != null) ? this.settings.port() : this.webPort;
	}

	ServiceInstance build() {
		Integer known = port();
		int port = (known != null) ? known : 0;
		Integer sslPort = (this.settings.sslPort() == null && this.secure) ? Integer.valueOf(port)
				: this.settings.sslPort();
		Map<String, String> metadata = new TreeMap<>(this.settings.metadata());
		metadata.put(ServiceInstance.STATUS,
				(this.ready && !this.outOfService) ? ServiceInstance.UP : ServiceInstance.OUT_OF_SERVICE);
		return new ServiceInstance(this.settings.service(), this.settings.id(), host(), port, sslPort, metadata,
				registered());
	}

	// determined once, since it takes a moment and may change
	private String host() {
		String found = (this.host != null) ? this.host : this.settings.host().get();
		this.host = found;
		return found;
	}

	private Instant registered() {
		Instant time = (this.registered != null) ? this.registered : Instant.now(Clock.systemUTC());
		this.registered = isComplete() ? time : null;
		return time;
	}

}
