package io.github.zkspring.discovery.cloud;

import java.net.URI;
import java.util.Map;
import java.util.Objects;

import io.github.zkspring.discovery.ServiceInstance;

/**
 * Adapts a {@link ServiceInstance} to Spring Cloud, with the TLS port if it has one.
 *
 * @param instance the instance
 */
record CloudServiceInstance(ServiceInstance instance) implements org.springframework.cloud.client.ServiceInstance {

	@Override
	public String getServiceId() {
		return this.instance.service();
	}

	@Override
	public String getInstanceId() {
		return this.instance.id();
	}

	// Spring Cloud builds URLs without adding brackets
	@Override
	public String getHost() {
		String host = this.instance.host();
		return (host.indexOf(':') >= 0) ? "[" + host + "]" : host;
	}

	@Override
	public int getPort() {
		Integer sslPort = this.instance.sslPort();
		return (sslPort != null) ? sslPort : Objects.requireNonNull(this.instance.port());
	}

	@Override
	public boolean isSecure() {
		return this.instance.isSecure();
	}

	@Override
	public String getScheme() {
		return isSecure() ? "https" : "http";
	}

	@Override
	public URI getUri() {
		return this.instance.uri();
	}

	@Override
	public Map<String, String> getMetadata() {
		return this.instance.metadata();
	}

	@Override
	public String toString() {
		return this.instance.toString();
	}

}
