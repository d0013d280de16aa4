package io.github.zkspring.autoconfigure.discovery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Configuration properties for service registration and discovery.
 *
 * @since 0.1.0
 */
@ConfigurationProperties("zk.discovery")
public class ZkDiscoveryProperties {

	/**
	 * Whether to enable service registration and discovery.
	 */
	private boolean enabled = true;

	/**
	 * Parent path of all services.
	 */
	private String basePath = "/services";

	/**
	 * Whether to register this application as a service instance when it accepts traffic.
	 */
	private boolean register;

	/**
	 * Service name of this application. Defaults to ${spring.application.name}.
	 */
	private @Nullable String name;

	/**
	 * Id of this instance. Must be unique within the service. Defaults to a random UUID.
	 */
	private @Nullable String id;

	/**
	 * Host name or address of this instance. Defaults to the address that the web server
	 * is bound to, or to the first non-loopback address of this machine.
	 */
	private @Nullable String host;

	/**
	 * Port of this instance. Defaults to the port of the web server.
	 */
	private @Nullable Integer port;

	/**
	 * TLS port of this instance. Defaults to the port of the web server when TLS is
	 * enabled there.
	 */
	private @Nullable Integer sslPort;

	/**
	 * Metadata of this instance.
	 */
	private Map<String, String> metadata = new LinkedHashMap<>();

	/**
	 * Delay between deregistration and the shutdown of the web server when the
	 * application closes.
	 */
	private Duration drain = Duration.ofSeconds(1);

	private final Http http = new Http();

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public String getBasePath() {
		return this.basePath;
	}

	public void setBasePath(String basePath) {
		this.basePath = basePath;
	}

	public boolean isRegister() {
		return this.register;
	}

	public void setRegister(boolean register) {
		this.register = register;
	}

	public @Nullable String getName() {
		return this.name;
	}

	public void setName(@Nullable String name) {
		this.name = name;
	}

	public @Nullable String getId() {
		return this.id;
	}

	public void setId(@Nullable String id) {
		this.id = id;
	}

	public @Nullable String getHost() {
		return this.host;
	}

	public void setHost(@Nullable String host) {
		this.host = host;
	}

	public @Nullable Integer getPort() {
		return this.port;
	}

	public void setPort(@Nullable Integer port) {
		this.port = port;
	}

	public @Nullable Integer getSslPort() {
		return this.sslPort;
	}

	public void setSslPort(@Nullable Integer sslPort) {
		this.sslPort = sslPort;
	}

	public Map<String, String> getMetadata() {
		return this.metadata;
	}

	public void setMetadata(Map<String, String> metadata) {
		this.metadata = metadata;
	}

	public Duration getDrain() {
		return this.drain;
	}

	public void setDrain(Duration drain) {
		this.drain = drain;
	}

	public Http getHttp() {
		return this.http;
	}

	/**
	 * HTTP client settings.
	 */
	public static class Http {

		/**
		 * Comma-separated list of service names. Auto-configured HTTP clients send
		 * requests for a host with one of these names to an instance of that service.
		 */
		private List<String> services = new ArrayList<>();

		public List<String> getServices() {
			return this.services;
		}

		public void setServices(List<String> services) {
			this.services = services;
		}

	}

}
