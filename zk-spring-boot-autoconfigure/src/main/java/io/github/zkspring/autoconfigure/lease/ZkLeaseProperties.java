package io.github.zkspring.autoconfigure.lease;

import java.time.Duration;

import io.github.zkspring.autoconfigure.PropertyAssert;
import io.github.zkspring.lease.ZkLeaseAnnotationPostProcessor;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Configuration properties for leases.
 *
 * @param basePath Parent path of all leases.
 * @param holder Name of this instance as a lease holder. Defaults to
 * ${spring.application.name}@host:pid and a random part, so that two instances are never
 * the same.
 * @param timeout Maximum time of one attempt to take a lease, including reconnects.
 * @param adviceOrder Order of the @ZkLease advice. Advice with a higher value is applied
 * further inside. By default the advice is applied outside of transactions.
 * @since 0.1.0
 */
@ConfigurationProperties("zk.lease")
public record ZkLeaseProperties(@DefaultValue("/leases") String basePath, @Nullable String holder,
		@DefaultValue("2s") Duration timeout,
		@DefaultValue("" + ZkLeaseAnnotationPostProcessor.DEFAULT_ADVICE_ORDER) int adviceOrder) {

	/**
	 * Checks the values.
	 */
	public ZkLeaseProperties {
		PropertyAssert.positive("zk.lease.timeout", timeout);
	}

}
