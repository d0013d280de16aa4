package io.github.zkspring.autoconfigure;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Configuration properties for the repetition of requests through Curator.
 *
 * @since 0.1.0
 */
@ConfigurationProperties("zk.retry")
public class ZkRetryProperties {

	/**
	 * Pause before the first repetition. Later ones grow.
	 */
	private Duration initialInterval = Duration.ofMillis(100);

	/**
	 * Longest pause between two repetitions.
	 */
	private Duration maxInterval = Duration.ofSeconds(5);

	/**
	 * How often a request is repeated.
	 */
	private int maxAttempts = 10;

	/**
	 * How long a request is repeated.
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
