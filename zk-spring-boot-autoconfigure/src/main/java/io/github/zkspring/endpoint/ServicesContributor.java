package io.github.zkspring.endpoint;

import java.net.URI;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

import io.github.zkspring.discovery.MirrorServiceCatalog;
import io.github.zkspring.discovery.ServiceInstance;
import io.github.zkspring.discovery.ServiceRegistration;
import io.github.zkspring.discovery.ServiceStatistics;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.annotation.RegisterReflectionForBinding;

/**
 * The part {@code services}: how this instance is registered, and the services it has
 * asked for. The metadata of instances stay out, for nobody knows what is in there.
 *
 * @since 0.1.0
 */
@RegisterReflectionForBinding(ServicesContributor.ServicesDescriptor.class)
public class ServicesContributor implements ZkEndpointContributor {

	private final MirrorServiceCatalog catalog;

	private final @Nullable ServiceRegistration registration;

	/**
	 * Create the part.
	 * @param catalog the services to tell about
	 * @param registration the registration to tell about, {@code null} for none
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
	 * Services.
	 *
	 * @param registration the registration of this instance, {@code null} where it has
	 * none
	 * @param catalog the services that were asked for
	 */
	public record ServicesDescriptor(@Nullable RegistrationDescriptor registration, List<ServiceDescriptor> catalog) {

	}

	/**
	 * A registration.
	 *
	 * @param registered whether the record is there
	 * @param service the service, {@code null} while this instance is not to be called
	 * @param id the id of this instance within the service
	 * @param uri where to call it
	 * @param up whether the record says that it takes calls
	 * @param problem why the record is not there or not up to date
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
	 * A service that was asked for.
	 *
	 * @param service its name
	 * @param instances how many instances are known, {@code null} when they were never
	 * read
	 * @param age how old that knowledge may be, zero while it is up to date
	 * @param choices how often an instance was chosen
	 * @param failures how often one did not answer
	 */
	public record ServiceDescriptor(String service, @Nullable Integer instances, Duration age, long choices,
			long failures) {

		static ServiceDescriptor of(ServiceStatistics statistics) {
			return new ServiceDescriptor(statistics.service(), statistics.instances(), statistics.age(),
					statistics.choices(), statistics.failures());
		}

	}

}
