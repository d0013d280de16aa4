package io.github.zkspring.endpoint;

import java.net.URI;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

import io.github.zkspring.discovery.CachedService;
import io.github.zkspring.discovery.MirrorServiceCatalog;
import io.github.zkspring.discovery.ServiceInstance;
import io.github.zkspring.discovery.ServiceRegistration;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.annotation.RegisterReflectionForBinding;

/**
 * {@link ZkEndpointContributor} for the part {@code services}: the registration of this
 * instance and the services that it uses. Metadata of instances is omitted, because it
 * may be confidential.
 *
 * @since 0.1.0
 */
@RegisterReflectionForBinding(ServicesContributor.ServicesDescriptor.class)
public class ServicesContributor implements ZkEndpointContributor {

	private final MirrorServiceCatalog catalog;

	private final @Nullable ServiceRegistration registration;

	/**
	 * Creates the contributor.
	 * @param catalog the service catalog
	 * @param registration the registration, {@code null} for none
	 */
	public ServicesContributor(MirrorServiceCatalog catalog, @Nullable ServiceRegistration registration) {
		this.catalog = catalog;
		this.registration = registration;
	}

	@Override
	public String key() {
		return "services";
	}

	@Override
	public ServicesDescriptor describe() {
		List<ServiceDescriptor> services = this.catalog.statistics()
			.stream()
			.map(ServiceDescriptor::of)
			.sorted(Comparator.comparing(ServiceDescriptor::service))
			.toList();
		return new ServicesDescriptor((this.registration != null) ? RegistrationDescriptor.of(this.registration) : null,
				services);
	}

	/**
	 * Registration and services.
	 *
	 * @param registration the registration of this instance, {@code null} for none
	 * @param catalog the services that this instance uses
	 */
	public record ServicesDescriptor(@Nullable RegistrationDescriptor registration, List<ServiceDescriptor> catalog) {

	}

	/**
	 * Registration of this instance.
	 *
	 * @param registered whether the record exists
	 * @param service the name of the service, {@code null} until this instance accepts
	 * calls
	 * @param id the id of this instance within the service
	 * @param uri the URI of this instance
	 * @param up whether the record is marked as up
	 * @param problem why the record is missing or outdated
	 */
	public record RegistrationDescriptor(boolean registered, @Nullable String service, @Nullable String id,
			@Nullable URI uri, @Nullable Boolean up, @Nullable String problem) {

		static RegistrationDescriptor of(ServiceRegistration registration) {
			String problem = registration.problem().orElse(null);
			ServiceInstance instance = registration.instance().orElse(null);
			return (instance != null)
					? new RegistrationDescriptor(registration.isRegistered(), instance.service(), instance.id(),
							instance.uri(), instance.isUp(), problem)
					: new RegistrationDescriptor(registration.isRegistered(), null, null, null, null, problem);
		}

	}

	/**
	 * Service that this instance uses.
	 *
	 * @param service the name of the service
	 * @param instances the number of known instances, {@code null} if never read
	 * @param age the maximum age of this information, zero while in sync
	 * @param choices the number of choices
	 * @param failures the number of chosen instances that did not answer
	 */
	public record ServiceDescriptor(String service, @Nullable Integer instances, Duration age, long choices,
			long failures) {

		static ServiceDescriptor of(CachedService statistics) {
			return new ServiceDescriptor(statistics.service(), statistics.instances(), statistics.age(),
					statistics.choices(), statistics.failures());
		}

	}

}
