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
	 * Parent path of all locks.
	 */
	private String basePath = "/locks";

	/**
	 * Default maximum time to wait for a lock.
	 */
	private Duration wait = Duration.ofSeconds(10);

	/**
	 * Order of the @ZkLock advice. Advice with a higher value is applied further inside.
	 * By default the advice is applied outside of transactions.
	 */
	private int adviceOrder = ZkLockAnnotationPostProcessor.DEFAULT_ADVICE_ORDER;

	/**
	 * Time to wait for code that holds a lock when the application closes, before the
	 * locks are released.
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
