package io.github.zkspring.sample.state;

import java.util.List;

import io.github.zkspring.sample.pricing.PricingSettings;
import org.jspecify.annotations.Nullable;

/**
 * The state of one instance.
 *
 * @param instance the id of this instance
 * @param session its session
 * @param settings the pricing settings, {@code null} while there are none
 * @param settingsVersion the version of their znode, {@code -1} while there are none
 * @param members the ids of all instances
 * @param leader whether this instance leads the reports
 * @param leaderId the id of the leader, {@code null} while it is unknown
 * @param reports how many reports this instance has run
 */
record InstanceState(String instance, SessionView session, @Nullable PricingSettings settings, int settingsVersion,
		List<String> members, boolean leader, @Nullable String leaderId, long reports) {
}
