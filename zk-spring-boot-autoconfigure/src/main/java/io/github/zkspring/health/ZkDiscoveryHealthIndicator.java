package io.github.zkspring.health;

import java.util.LinkedHashMap;
import java.util.Map;

import io.github.zkspring.discovery.MirrorServiceCatalog;
import io.github.zkspring.discovery.ServiceInstance;
import io.github.zkspring.discovery.ServiceRegistration;
import io.github.zkspring.discovery.ServiceStatistics;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * {@link HealthIndicator} for services: whether this instance is registered, and for each
 * service that was asked for how many instances are known and how old that knowledge may
 * be. UNKNOWN while this instance is to be registered and is not, or while a list may be
 * old, which takes no traffic away from it; UP otherwise. Answers from memory.
 *
 * @since 0.1.0
 */
public class ZkDiscoveryHealthIndicator extends AbstractHealthIndicator {

	private final MirrorServiceCatalog catalog;

	private final @Nullable ServiceRegistration registration;

	/**
	 * Create an indicator.
	 * @param catalog the services to tell about
	 * @param registration the registration to tell about, {@code null} for none
	 */
	public ZkDiscoveryHealthIndicator(MirrorServiceCatalog catalog, @Nullable ServiceRegistration registration) {
		super("ZooKeeper discovery health check failed");
		this.catalog = catalog;
		this.registration = registration;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		builder.up();
		if (this.registration != null) {
			tell(builder, this.registration);
		}
		for (ServiceStatistics service : this.catalog.statistics()) {
			Map<String, Object> details = new LinkedHashMap<>();
			Integer instances = service.instances();
			details.put("instances", (instances != null) ? instances : "unknown");
			details.put("age", service.age());
			builder.withDetail("service." + service.service(), details);
			if (!service.age().isZero()) {
				builder.status(Status.UNKNOWN);
			}
		}
	}

	private static void tell(Health.Builder builder, ServiceRegistration registration) {
		builder.withDetail("registered", registration.isRegistered());
		registration.instance()
			.map(ServiceInstance::toString)
			.ifPresent((text) -> builder.withDetail("instance", text));
		registration.problem().ifPresent((problem) -> builder.withDetail("problem", problem));
		boolean late = registration.instance().isPresent() && !registration.isRegistered();
		if (late || registration.problem().isPresent()) {
			builder.status(Status.UNKNOWN);
		}
	}

}
