package io.github.zkspring.autoconfigure.lease;

import java.time.Duration;

import io.github.zkspring.lease.ZkLeaseAnnotationPostProcessor;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Configuration properties for leases.
 *
 * @since 0.1.0
 */
@ConfigurationProperties("zk.lease")
public class ZkLeaseProperties {

	/**
	 * Parent path of all leases.
	 */
	private String basePath = "/leases";

	/**
	 * Name of this instance as a lease holder. Defaults to
	 * ${spring.application.name}@host:pid.
	 */
	private @Nullable String holder;

	/**
	 * Maximum time of one attempt to take a lease, including reconnects.
	 */
	private Duration timeout = Duration.ofSeconds(2);

	/**
	 * Order of the @ZkLease advice. Advice with a higher value is applied further inside.
	 * By default the advice is applied outside of transactions.
	 */
	private int adviceOrder = ZkLeaseAnnotationPostProcessor.DEFAULT_ADVICE_ORDER;

	public String getBasePath() {
		return this.basePath;
	}

	public void setBasePath(String basePath) {
		this.basePath = basePath;
	}

	public @Nullable String getHolder() {
		return this.holder;
	}

	public void setHolder(@Nullable String holder) {
		this.holder = holder;
	}

	public Duration getTimeout() {
		return this.timeout;
	}

	public void setTimeout(Duration timeout) {
		this.timeout = timeout;
	}

	public int getAdviceOrder() {
		return this.adviceOrder;
	}

	public void setAdviceOrder(int adviceOrder) {
		this.adviceOrder = adviceOrder;
	}

}
