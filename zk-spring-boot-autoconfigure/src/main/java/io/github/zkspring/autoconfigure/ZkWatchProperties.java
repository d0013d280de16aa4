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
	 * Maximum time that application startup waits for the first call of every watch
	 * method. Ignored when zk.startup.on-unavailable is set to continue.
	 */
	private Duration initialSyncTimeout = Duration.ofSeconds(10);

	/**
	 * Run time after which a watch method is logged as overdue with its stack trace, and
	 * again each time the run time doubles. Zero disables the check.
	 */
	private Duration overdueAfter = Duration.ofSeconds(30);

	/**
	 * Maximum size of a payload to read. A larger payload is rejected based on the data
	 * length in the stat, without a read.
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
