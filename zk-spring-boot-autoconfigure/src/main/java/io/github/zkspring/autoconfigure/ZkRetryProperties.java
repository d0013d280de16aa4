package io.github.zkspring.autoconfigure;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Configuration properties for retries of failed requests.
 *
 * @since 0.1.0
 */
@ConfigurationProperties("zk.retry")
public class ZkRetryProperties {

	/**
	 * Delay before the first retry. Later delays grow exponentially.
	 */
	private Duration initialInterval = Duration.ofMillis(100);

	/**
	 * Maximum delay between two retries.
	 */
	private Duration maxInterval = Duration.ofSeconds(5);

	/**
	 * Maximum number of retries of one request.
	 */
	private int maxAttempts = 10;

	/**
	 * Maximum total time of the retries of one request.
	 */
	private Duration maxElapsed = Duration.ofSeconds(60);

	public Duration getInitialInterval() {
		return this.initialInterval;
	}

	public void setInitialInterval(Duration initialInterval) {
		this.initialInterval = initialInterval;
	}

	public Duration getMaxInterval() {
		return this.maxInterval;
	}

	public void setMaxInterval(Duration maxInterval) {
		this.maxInterval = maxInterval;
	}

	public int getMaxAttempts() {
		return this.maxAttempts;
	}

	public void setMaxAttempts(int maxAttempts) {
		this.maxAttempts = maxAttempts;
	}

	public Duration getMaxElapsed() {
		return this.maxElapsed;
	}

	public void setMaxElapsed(Duration maxElapsed) {
		this.maxElapsed = maxElapsed;
	}

}
