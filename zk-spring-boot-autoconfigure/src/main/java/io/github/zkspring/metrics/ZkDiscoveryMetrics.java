package io.github.zkspring.metrics;

import io.github.zkspring.discovery.MirrorServiceCatalog;
import io.github.zkspring.discovery.ServiceStatistics;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Meters of the services that were asked for, by their name:
 * {@code zookeeper.service.instances}, {@code zookeeper.service.choices} and
 * {@code zookeeper.service.failures}.
 *
 * @since 0.1.0
 */
public class ZkDiscoveryMetrics implements MeterBinder {

	private final MirrorServiceCatalog catalog;

	/**
	 * Create the meters.
	 * @param catalog the services to measure
	 */
	public ZkDiscoveryMetrics(MirrorServiceCatalog catalog) {
		this.catalog = catalog;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		this.catalog.addListener((service) -> bind(service, registry));
		this.catalog.statistics().forEach((service) -> bind(service, registry));
	}

	// a meter that is there already stays
	private static void bind(ServiceStatistics service, MeterRegistry registry) {
		Gauge.builder("zookeeper.service.instances", service, ZkDiscoveryMetrics::instances)
			.description("Known instances of a service")
			.tag("service", service.service())
			.strongReference(true)
			.register(registry);
		FunctionCounter.builder("zookeeper.service.choices", service, ServiceStatistics::choices)
			.description("How often an instance of a service was chosen")
			.tag("service", service.service())
			.register(registry);
		FunctionCounter.builder("zookeeper.service.failures", service, ServiceStatistics::failures)
			.description("How often an instance of a service did not answer")
			.tag("service", service.service())
			.register(registry);
	}

	private static double instances(ServiceStatistics service) {
		Integer instances = service.instances();
		return (instances != null) ? instances : Double.NaN;
	}

}
