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

	public Duration getInitialSyncTimeout() {
		return this.initialSyncTimeout;
	}

	public void setInitialSyncTimeout(Duration initialSyncTimeout) {
		this.initialSyncTimeout = initialSyncTimeout;
	}

}
