package io.github.zkspring.metrics;

import io.github.zkspring.discovery.CachedService;
import io.github.zkspring.discovery.MirrorServiceCatalog;
import io.github.zkspring.discovery.registration.ManagedRegistration;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;

/**
 * Meters of service discovery, by service name: for the services that this application
 * uses known instances, choices, choices without an instance, and failures; for its own
 * registration whether the record exists, and how often it was written.
 *
 * @since 0.1.0
 */
public class ZkDiscoveryMetrics implements MeterBinder {

	private final @Nullable MirrorServiceCatalog catalog;

	private final @Nullable ManagedRegistration registration;

	/**
	 * Creates the meters.
	 * @param catalog the service catalog, {@code null} for none
	 * @param registration the registration of this application, {@code null} for none
	 */
	public ZkDiscoveryMetrics(@Nullable MirrorServiceCatalog catalog, @Nullable ManagedRegistration registration) {
		this.catalog = catalog;
		this.registration = registration;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		if (this.catalog != null) {
			this.catalog.addListener((service) -> bind(service, registry));
			this.catalog.statistics().forEach((service) -> bind(service, registry));
		}
		if (this.registration != null) {
			bind(this.registration, registry);
		}
	}

	// the gauge strongly references the source of the counters
	private static void bind(CachedService service, MeterRegistry registry) {
		String name = service.service();
		ZkMeter.SERVICE_INSTANCES.gauge(registry, service, ZkDiscoveryMetrics::instances, name);
		ZkMeter.SERVICE_CHOICES.counter(registry, service, CachedService::choices, name);
		ZkMeter.SERVICE_REFUSED.counter(registry, service, CachedService::refused, name);
		ZkMeter.SERVICE_FAILURES.counter(registry, service, CachedService::failures, name);
	}

	private static double instances(CachedService service) {
		Integer instances = service.instances();
		return (instances != null) ? instances : Double.NaN;
	}

	private static void bind(ManagedRegistration registration, MeterRegistry registry) {
		String name = registration.service();
		ZkMeter.SERVICE_REGISTERED.gauge(registry, registration, (present) -> present.isRegistered() ? 1 : 0, name);
		ZkMeter.SERVICE_REGISTRATIONS.counter(registry, registration, ManagedRegistration::registrations, name);
	}

}
