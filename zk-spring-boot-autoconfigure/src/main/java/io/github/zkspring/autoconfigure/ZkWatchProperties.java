package io.github.zkspring.autoconfigure;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Configuration properties for watches.
 *
 * @param initialSyncTimeout Maximum time that application startup waits for the first
 * call of every watch method. Ignored when zk.startup.on-unavailable is set to continue.
 * @param overdueAfter Run time after which a watch method is logged as overdue with its
 * stack trace, and again each time the run time doubles. Zero disables the check.
 * @param maxPayload Maximum size of a payload to read. A larger payload is rejected based
 * on the data length in the stat, without a read.
 * @since 0.1.0
 */
@ConfigurationProperties("zk.watch")
public record ZkWatchProperties(@DefaultValue("10s") Duration initialSyncTimeout,
		@DefaultValue("30s") Duration overdueAfter, @DefaultValue("1MB") DataSize maxPayload) {

	/**
	 * Checks the values.
	 */
	public ZkWatchProperties {
		PropertyAssert.positive("zk.watch.initial-sync-timeout", initialSyncTimeout);
		PropertyAssert.notNegative("zk.watch.overdue-after", overdueAfter);
		PropertyAssert.positive("zk.watch.max-payload", maxPayload);
	}

}
