package io.github.zkspring.sample.pricing;

import org.jspecify.annotations.Nullable;

/**
 * Settings with the version of their znode.
 *
 * @param settings the settings, {@code null} while there are none
 * @param version the version of the znode, {@code -1} while there are no settings
 */
public record PricingSnapshot(@Nullable PricingSettings settings, int version) {

	static final PricingSnapshot ABSENT = new PricingSnapshot(null, -1);

}
