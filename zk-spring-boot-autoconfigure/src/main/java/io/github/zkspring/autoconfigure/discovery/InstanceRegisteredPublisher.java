package io.github.zkspring.autoconfigure.discovery;

import io.github.zkspring.discovery.cloud.CloudRegistration;

import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.cloud.client.discovery.event.InstanceRegisteredEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;

/**
 * Publishes an {@link InstanceRegisteredEvent} once the application accepts traffic. The
 * discovery health indicator of Spring Cloud waits for that event.
 */
class InstanceRegisteredPublisher implements ApplicationListener<AvailabilityChangeEvent<ReadinessState>>, Ordered {

	private final CloudRegistration registration;

	private final ApplicationEventPublisher publisher;

	private boolean published;

	InstanceRegisteredPublisher(CloudRegistration registration, ApplicationEventPublisher publisher) {
		this.registration = registration;
		this.publisher = publisher;
	}

	@Override
	public void onApplicationEvent(AvailabilityChangeEvent<ReadinessState> event) {
		if (event.getState() == ReadinessState.ACCEPTING_TRAFFIC && firstTime()) {
			this.publisher.publishEvent(new InstanceRegisteredEvent<>(this, this.registration));
		}
	}

	private synchronized boolean firstTime() {
		boolean first = !this.published;
		this.published = true;
		return first;
	}

	@Override
	public int getOrder() {
		return LOWEST_PRECEDENCE;
	}

}
