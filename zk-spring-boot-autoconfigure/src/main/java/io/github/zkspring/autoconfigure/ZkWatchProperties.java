package io.github.zkspring.autoconfigure;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Configuration properties for watches.
 *
 * @since 0.1.0
 */
@ConfigurationProperties("zk.watch")
public class ZkWatchProperties {

	/**
	 * How long the start waits until every watch method has been called for the first
	 * time. Not at all with zk.startup.on-unavailable=continue.
	 */
	private Duration initialSyncTimeout = Duration.ofSeconds(10);

	/**
	 * How long a watch method may run before a line in the log names it and its stack,
	 * again whenever it has taken twice as long. Zero for never.
	 */
	private Duration overdueAfter = Duration.ofSeconds(30);

	public Duration getInitialSyncTimeout() {
		return this.initialSyncTimeout;
	}

	public void setInitialSyncTimeout(Duration initialSyncTimeout) {
		this.initialSyncTimeout = initialSyncTimeout;
	}

	public Duration getOverdueAfter() {
		return this.overdueAfter;
	}

	public void setOverdueAfter(Duration overdueAfter) {
		this.overdueAfter = overdueAfter;
	}

}
