package io.github.zkspring.metrics;

import io.github.zkspring.discovery.registration.ManagedRegistration;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Meters of the registration of this instance: whether its record exists, and how often
 * it was written.
 *
 * @since 0.1.0
 */
public class ZkRegistrationMetrics implements MeterBinder {

	private final ManagedRegistration registration;

	/**
	 * Creates the meters.
	 * @param registration the registration to measure
	 */
	public ZkRegistrationMetrics(ManagedRegistration registration) {
		this.registration = registration;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		Meters meters = new Meters(registry);
		String service = this.registration.service();
		meters.gauge(ZkMeter.SERVICE_REGISTERED, this.registration, (present) -> present.isRegistered() ? 1 : 0,
				service);
		meters.counter(ZkMeter.SERVICE_REGISTRATIONS, this.registration, ManagedRegistration::registrations, service);
	}

}
