package io.github.zkspring.autoconfigure;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

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

	/**
	 * Longest payload that is read from a znode. A longer one is refused by the length in
	 * its stat.
	 */
	private DataSize maxPayload = DataSize.ofMegabytes(1);

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

	public DataSize getMaxPayload() {
		return this.maxPayload;
	}

	public void setMaxPayload(DataSize maxPayload) {
		this.maxPayload = maxPayload;
	}

}
