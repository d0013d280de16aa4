package io.github.zkspring.discovery;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * What is known about this instance so far. Guarded by whoever owns it.
 */
class InstanceDraft {

	private final RegistrationSettings settings;

	private @Nullable Integer webPort;

	private boolean secure;

	private boolean ready;

	private boolean up;

	private boolean outOfService;

	private @Nullable String host;

	private @Nullable Instant registered;

	InstanceDraft(RegistrationSettings settings) {
		this.settings = settings;
	}

	void listening(int port, boolean secure) {
		this.webPort = port;
		this.secure = secure;
	}

	void ready(boolean up) {
		this.ready = this.ready || up;
		this.up = up;
	}

	void outOfService(boolean out) {
		this.outOfService = out;
	}

	/**
	 * The web server has stopped.
	 */
	void forget() {
		this.webPort = null;
		this.host = null;
		this.registered = null;
	}

	/**
	 * Whether others can be told.
	 * @return {@code true} once there is a port, and the application was ready
	 */
	boolean isComplete() {
		return this.ready && port() != null;
	}

	private @Nullable Integer port() {
		return (this.settings.port() != null) ? this.settings.port() : this.webPort;
	}

	ServiceInstance instance() {
		Integer known = port();
		int port = (known != null) ? known : 0;
		Integer sslPort = (this.settings.sslPort() == null && this.secure) ? Integer.valueOf(port)
				: this.settings.sslPort();
		Map<String, String> metadata = new TreeMap<>(this.settings.metadata());
		metadata.put(ServiceInstance.STATUS,
				(this.up && !this.outOfService) ? ServiceInstance.UP : ServiceInstance.OUT_OF_SERVICE);
		return new ServiceInstance(this.settings.service(), this.settings.id(), host(), port, sslPort, metadata,
				registered());
	}

	// found out once, for that takes a moment and may change
	private String host() {
		String found = (this.host != null) ? this.host : this.settings.host().get();
		this.host = found;
		return found;
	}

	private Instant registered() {
		Instant begin = (this.registered != null) ? this.registered : Instant.now(Clock.systemUTC());
		this.registered = isComplete() ? begin : null;
		return begin;
	}

}
