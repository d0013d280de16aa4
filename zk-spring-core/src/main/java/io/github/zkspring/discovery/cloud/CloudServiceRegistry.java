package io.github.zkspring.discovery.cloud;

import java.util.Locale;

import io.github.zkspring.discovery.ManagedRegistration;
import org.jspecify.annotations.Nullable;

import org.springframework.cloud.client.serviceregistry.ServiceRegistry;

/**
 * Takes this application out of the catalog, and puts it back, by the means of Spring
 * Cloud: its endpoint {@code serviceregistry}, for example. Registering as such needs
 * nobody to call this.
 *
 * @since 0.1.0
 */
public class CloudServiceRegistry implements ServiceRegistry<CloudRegistration> {

	private static final String UP = "UP";

	private static final String OUT_OF_SERVICE = "OUT_OF_SERVICE";

	private final ManagedRegistration managed;

	/**
	 * Create a registry.
	 * @param managed the registration of this application, the only one it knows
	 */
	public CloudServiceRegistry(ManagedRegistration managed) {
		this.managed = managed;
	}

	/**
	 * Undo {@link #deregister}. The record is written when the application is ready.
	 * @param registration the registration of this application
	 */
	@Override
	public void register(@Nullable CloudRegistration registration) {
		this.managed.join();
	}

	/**
	 * Have the record away until {@link #register}. Waits until it is gone, two seconds
	 * at most.
	 * @param registration the registration of this application
	 */
	@Override
	public void deregister(@Nullable CloudRegistration registration) {
		this.managed.leave();
	}

	@Override
	public void close() {
	}

	/**
	 * Take the application out of service, or let its readiness decide again.
	 * @param registration the registration of this application
	 * @param status {@code OUT_OF_SERVICE} or {@code UP}
	 * @throws IllegalArgumentException when it is neither
	 */
	@Override
	public void setStatus(CloudRegistration registration, String status) {
		switch (status.toUpperCase(Locale.ROOT)) {
			case UP -> this.managed.outOfService(false);
			case OUT_OF_SERVICE -> this.managed.outOfService(true);
			default -> throw new IllegalArgumentException("The status of a registration is UP or OUT_OF_SERVICE");
		}
	}

	/**
	 * What the record says, or will say.
	 * @param registration the registration of this application
	 * @return {@code UP} or {@code OUT_OF_SERVICE}
	 */
	@Override
	@SuppressWarnings("unchecked")
	public <T> T getStatus(CloudRegistration registration) {
		return (T) (this.managed.describe().isUp() ? UP : OUT_OF_SERVICE);
	}

}
