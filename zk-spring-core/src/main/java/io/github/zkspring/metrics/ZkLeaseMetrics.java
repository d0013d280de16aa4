package io.github.zkspring.metrics;

import java.util.Locale;

import io.github.zkspring.lease.LeaseClaims;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * The meter of leases: {@code zookeeper.lease.claims}, by the name in {@code @ZkLease}.
 * Leases of {@code ZkLeases} share the name {@code programmatic}.
 *
 * @since 0.1.0
 */
public class ZkLeaseMetrics implements MeterBinder {

	private final LeaseClaims claims;

	/**
	 * Creates the meters.
	 * @param claims the claims to measure
	 */
	public ZkLeaseMetrics(LeaseClaims claims) {
		this.claims = claims;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		this.claims.addListener((lease, outcome) -> ZkMeter.LEASE_CLAIMS
			.counter(registry, lease, outcome.name().toLowerCase(Locale.ROOT))
			.increment());
	}

}
