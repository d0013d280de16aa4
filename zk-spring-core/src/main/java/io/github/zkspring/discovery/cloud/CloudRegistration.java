package io.github.zkspring.discovery.cloud;

import java.net.URI;
import java.util.Map;

import io.github.zkspring.discovery.registration.ManagedRegistration;

import org.springframework.cloud.client.serviceregistry.Registration;

/**
 * Adapts the registration of this application to Spring Cloud's {@link Registration}. The
 * port is 0 until the web server listens.
 *
 * @since 0.1.0
 */
public class CloudRegistration implements Registration {

	private final ManagedRegistration registration;

	/**
	 * Creates a registration.
	 * @param registration the registration of this application
	 */
	public CloudRegistration(ManagedRegistration registration) {
		this.registration = registration;
	}

	private CloudServiceInstance instance() {
		return new CloudServiceInstance(this.registration.describe());
	}

	@Override
	public String getServiceId() {
		return instance().getServiceId();
	}

	@Override
	public String getInstanceId() {
		return instance().getInstanceId();
	}

	@Override
	public String getHost() {
		return instance().getHost();
	}

	@Override
	public int getPort() {
		return instance().getPort();
	}

	@Override
	public boolean isSecure() {
		return instance().isSecure();
	}

	@Override
	public String getScheme() {
		return instance().getScheme();
	}

	@Override
	public URI getUri() {
		return instance().getUri();
	}

	@Override
	public Map<String, String> getMetadata() {
		return instance().getMetadata();
	}

	@Override
	public String toString() {
		return instance().toString();
	}

}
