package io.github.zkspring.autoconfigure.discovery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Configuration properties for services: registering and finding them.
 *
 * @since 0.1.0
 */
@ConfigurationProperties("zk.discovery")
public class ZkDiscoveryProperties {

	/**
	 * Whether services can be found and registered at all.
	 */
	private boolean enabled = true;

	/**
	 * Parent of all services.
	 */
	private String basePath = "/services";

	/**
	 * Whether this application registers itself as an instance of a service, once it
	 * accepts traffic.
	 */
	private boolean register;

	/**
	 * Name of the service of this application. Defaults to ${spring.application.name}.
	 */
	private @Nullable String name;

	/**
	 * Id of this instance, unique within the service. Defaults to a random UUID.
	 */
	private @Nullable String id;

	/**
	 * Host name or address under which others reach this instance. Defaults to the
	 * address that the web server is bound to, or else to the first address of this
	 * machine that is no loopback address.
	 */
	private @Nullable String host;

	/**
	 * Port under which others reach this instance. Defaults to the port of the web
	 * server.
	 */
	private @Nullable Integer port;

	/**
	 * Port for TLS under which others reach this instance. Defaults to the port of the
	 * web server where that takes TLS.
	 */
	private @Nullable Integer sslPort;

	/**
	 * What else this instance tells about itself.
	 */
	private Map<String, String> metadata = new LinkedHashMap<>();

	/**
	 * Time between the end of the registration and the web server taking no more calls,
	 * when the application closes.
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
	 * Calls over HTTP.
	 */
	public static class Http {

		/**
		 * Comma-separated list of services: auto-configured HTTP clients send what goes
		 * to a host of such a name to an instance of that service.
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
