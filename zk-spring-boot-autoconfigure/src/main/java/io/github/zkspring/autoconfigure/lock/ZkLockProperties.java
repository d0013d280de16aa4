package io.github.zkspring.autoconfigure.lock;

import java.time.Duration;

import io.github.zkspring.lock.ZkLockAnnotationPostProcessor;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Configuration properties for locks.
 *
 * @since 0.1.0
 */
@ConfigurationProperties("zk.lock")
public class ZkLockProperties {

	/**
	 * Parent of all locks.
	 */
	private String basePath = "/locks";

	/**
	 * Time that a lock is waited for where neither annotation nor options say otherwise.
	 */
	private Duration wait = Duration.ofSeconds(10);

	/**
	 * Place of the guard of @ZkLock among the advisors of a bean: higher values are
	 * further inside. Defaults to a place outside of transactions.
	 */
	private int adviceOrder = ZkLockAnnotationPostProcessor.DEFAULT_ADVICE_ORDER;

	/**
	 * Time that what runs under locks gets when the application closes, before the locks
	 * are taken away.
	 */
	private Duration drainTimeout = Duration.ofSeconds(2);

	public String getBasePath() {
		return this.basePath;
	}

	public void setBasePath(String basePath) {
		this.basePath = basePath;
	}

	public Duration getWait() {
		return this.wait;
	}

	public void setWait(Duration wait) {
		this.wait = wait;
	}

	public int getAdviceOrder() {
		return this.adviceOrder;
	}

	public void setAdviceOrder(int adviceOrder) {
		this.adviceOrder = adviceOrder;
	}

	public Duration getDrainTimeout() {
		return this.drainTimeout;
	}

	public void setDrainTimeout(Duration drainTimeout) {
		this.drainTimeout = drainTimeout;
	}

}
