package io.github.zkspring.discovery.cloud;

import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

import io.github.zkspring.discovery.ServiceInstance;
import org.jspecify.annotations.Nullable;

import org.springframework.cloud.client.serviceregistry.Registration;

/**
 * Adapts a {@link ServiceInstance} to Spring Cloud, with the TLS port if it has one. As
 * the {@link Registration} of this application it follows the current description, whose
 * port is 0 until the web server listens.
 *
 * @since 0.1.0
 */
public class CloudServiceInstance implements Registration {

	private final Supplier<ServiceInstance> instance;

	/**
	 * Creates an instance.
	 * @param instance supplies the current description
	 */
	public CloudServiceInstance(Supplier<ServiceInstance> instance) {
		this.instance = instance;
	}

	@Override
	public String getServiceId() {
		return this.instance.get().service();
	}

	@Override
	public String getInstanceId() {
		return this.instance.get().id();
	}

	// Spring Cloud builds URLs without adding brackets
	@Override
	public String getHost() {
		String host = this.instance.get().host();
		return (host.indexOf(':') >= 0) ? "[" + host + "]" : host;
	}

	@Override
	public int getPort() {
		ServiceInstance now = this.instance.get();
		return (now.sslPort() != null) ? now.sslPort() : Objects.requireNonNull(now.port());
	}

	@Override
	public boolean isSecure() {
		return this.instance.get().isSecure();
	}

	@Override
	public String getScheme() {
		return isSecure() ? "https" : "http";
	}

	@Override
	public URI getUri() {
		return this.instance.get().uri();
	}

	@Override
	public Map<String, String> getMetadata() {
		return this.instance.get().metadata();
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof CloudServiceInstance that && this.instance.get().equals(that.instance.get());
	}

	@Override
	public int hashCode() {
		return this.instance.get().hashCode();
	}

	@Override
	public String toString() {
		return this.instance.get().toString();
	}

}
