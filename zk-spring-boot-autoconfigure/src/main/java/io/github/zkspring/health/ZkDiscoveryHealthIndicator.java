package io.github.zkspring.health;

import java.util.LinkedHashMap;
import java.util.Map;

import io.github.zkspring.discovery.CachedService;
import io.github.zkspring.discovery.MirrorServiceCatalog;
import io.github.zkspring.discovery.ServiceInstance;
import io.github.zkspring.discovery.ServiceRegistration;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * {@link HealthIndicator} for service discovery. Reports whether this instance is
 * registered, and for each used service the number of known instances and the maximum age
 * of that information. The status is UNKNOWN while a required registration is missing or
 * a list may be outdated, otherwise UP. Answers from memory.
 *
 * @since 0.1.0
 */
public class ZkDiscoveryHealthIndicator extends AbstractHealthIndicator {

	private final MirrorServiceCatalog catalog;

	private final @Nullable ServiceRegistration registration;

	/**
	 * Creates an indicator.
	 * @param catalog the service catalog
	 * @param registration the registration, {@code null} for none
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
			addRegistration(builder, this.registration);
		}
		for (CachedService service : this.catalog.statistics()) {
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

	private static void addRegistration(Health.Builder builder, ServiceRegistration registration) {
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
