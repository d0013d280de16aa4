package io.github.zkspring.autoconfigure.leader;

import java.util.Objects;

import io.github.zkspring.health.LeadershipHealthGate;
import io.github.zkspring.leader.QueueLeaderElections;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} that ties leadership to the status
 * of a health group.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = { ZkLeaderAutoConfiguration.class, HealthEndpointAutoConfiguration.class })
@ConditionalOnClass({ HealthEndpoint.class, HealthEndpointAutoConfiguration.class })
@ConditionalOnProperty("zk.leader.health-group")
public final class ZkLeaderHealthAutoConfiguration {

	ZkLeaderHealthAutoConfiguration() {
	}

	@Bean
	LeadershipHealthGate zkLeadershipHealthGate(QueueLeaderElections elections, ZkLeaderProperties properties,
			ObjectProvider<HealthEndpoint> endpoints, ObjectProvider<HealthEndpointGroups> groups) {
		String group = Objects.requireNonNull(properties.getHealthGroup());
		HealthEndpoint endpoint = endpoints.getIfAvailable();
		HealthEndpointGroups known = groups.getIfAvailable();
		if (endpoint == null || known == null) {
			throw invalid(group, "The health endpoint is not available. Expose it, "
					+ "for example with 'management.endpoints.web.exposure.include'.");
		}
		if (!known.getNames().contains(group)) {
			throw invalid(group, "The health group does not exist, the known groups are " + known.getNames()
					+ ". Define it with 'management.endpoint.health.group." + group + ".include'.");
		}
		return new LeadershipHealthGate(elections, () -> status(endpoint, group), properties.getHealthInterval());
	}

	private static Status status(HealthEndpoint endpoint, String group) {
		HealthDescriptor health = endpoint.healthForPath(group);
		return (health != null) ? health.getStatus() : Status.UNKNOWN;
	}

	private static InvalidConfigurationPropertyValueException invalid(String group, String reason) {
		return new InvalidConfigurationPropertyValueException("zk.leader.health-group", group, reason);
	}

}
