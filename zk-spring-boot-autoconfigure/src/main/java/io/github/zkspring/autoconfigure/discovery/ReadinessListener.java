package io.github.zkspring.autoconfigure.discovery;

import io.github.zkspring.discovery.registration.ManagedRegistration;

import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationListener;

/**
 * Copies the readiness state of the application to its registration.
 */
class ReadinessListener implements ApplicationListener<AvailabilityChangeEvent<ReadinessState>> {

	private final ManagedRegistration registration;

	ReadinessListener(ManagedRegistration registration) {
		this.registration = registration;
	}

	@Override
	public void onApplicationEvent(AvailabilityChangeEvent<ReadinessState> event) {
		this.registration.ready(event.getState() == ReadinessState.ACCEPTING_TRAFFIC);
	}

}
