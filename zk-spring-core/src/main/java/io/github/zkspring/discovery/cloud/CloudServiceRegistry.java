package io.github.zkspring.discovery.cloud;

import java.util.Locale;

import io.github.zkspring.discovery.ServiceInstance;
import io.github.zkspring.discovery.registration.ManagedRegistration;
import org.jspecify.annotations.Nullable;

import org.springframework.cloud.client.serviceregistry.ServiceRegistry;

/**
 * Adapts the registration of this application to Spring Cloud's {@link ServiceRegistry},
 * for example for the {@code serviceregistry} endpoint. The application registers itself
 * without calls to this registry.
 *
 * @since 0.1.0
 */
public class CloudServiceRegistry implements ServiceRegistry<CloudServiceInstance> {

	private final ManagedRegistration managed;

	/**
	 * Creates a registry.
	 * @param managed the registration of this application
	 */
	public CloudServiceRegistry(ManagedRegistration managed) {
		this.managed = managed;
	}

	/**
	 * Revert {@link #deregister}. The record is written once the application is ready.
	 * @param registration the registration of this application
	 */
	@Override
	public void register(@Nullable CloudServiceInstance registration) {
		this.managed.register();
	}

	/**
	 * Removes the record until {@link #register} is called. Waits for the removal for at
	 * most two seconds.
	 * @param registration the registration of this application
	 */
	@Override
	public void deregister(@Nullable CloudServiceInstance registration) {
		this.managed.deregister();
	}

	@Override
	public void close() {
	}

	/**
	 * Takes the application out of service, or derive its status from its readiness
	 * again.
	 * @param registration the registration of this application
	 * @param status {@code OUT_OF_SERVICE} or {@code UP}
	 * @throws IllegalArgumentException if it is neither
	 */
	@Override
	public void setStatus(CloudServiceInstance registration, String status) {
		switch (status.toUpperCase(Locale.ROOT)) {
			case ServiceInstance.UP -> this.managed.outOfService(false);
			case ServiceInstance.OUT_OF_SERVICE -> this.managed.outOfService(true);
			default -> throw new IllegalArgumentException("The status of a registration must be UP or OUT_OF_SERVICE");
		}
	}

	/**
	 * Returns the status of the registration.
	 * @param registration the registration of this application
	 * @return {@code UP} or {@code OUT_OF_SERVICE}
	 */
	@Override
	@SuppressWarnings("unchecked")
	public <T> T getStatus(CloudServiceInstance registration) {
		return (T) (this.managed.describe().isUp() ? ServiceInstance.UP : ServiceInstance.OUT_OF_SERVICE);
	}

}
