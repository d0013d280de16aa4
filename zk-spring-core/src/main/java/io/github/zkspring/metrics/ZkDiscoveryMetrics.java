package io.github.zkspring.metrics;

import io.github.zkspring.discovery.CachedService;
import io.github.zkspring.discovery.MirrorServiceCatalog;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Meters of the services that this application uses, by service name: known instances,
 * choices, choices without an instance, and failures.
 *
 * @since 0.1.0
 */
public class ZkDiscoveryMetrics implements MeterBinder {

	private final MirrorServiceCatalog catalog;

	/**
	 * Creates the meters.
	 * @param catalog the service catalog
	 */
	public ZkDiscoveryMetrics(MirrorServiceCatalog catalog) {
		this.catalog = catalog;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		this.catalog.addListener((service) -> bind(service, registry));
		this.catalog.statistics().forEach((service) -> bind(service, registry));
	}

	private static void bind(CachedService service, MeterRegistry registry) {
		Meters meters = new Meters(registry);
		// the gauge strongly references the source of the counters
		meters.gauge(ZkMeter.SERVICE_INSTANCES, service, ZkDiscoveryMetrics::instances, service.service());
		meters.counter(ZkMeter.SERVICE_CHOICES, service, CachedService::choices, service.service());
		meters.counter(ZkMeter.SERVICE_REFUSED, service, CachedService::refused, service.service());
		meters.counter(ZkMeter.SERVICE_FAILURES, service, CachedService::failures, service.service());
	}

	private static double instances(CachedService service) {
		Integer instances = service.instances();
		return (instances != null) ? instances : Double.NaN;
	}

}
