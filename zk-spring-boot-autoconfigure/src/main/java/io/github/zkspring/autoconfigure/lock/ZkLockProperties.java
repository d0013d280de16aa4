package io.github.zkspring.autoconfigure.lock;

import java.time.Duration;

import io.github.zkspring.autoconfigure.PropertyAssert;
import io.github.zkspring.lock.ZkLockAnnotationPostProcessor;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

/**
 * Configuration properties for locks.
 *
 * @param basePath Parent path of all locks.
 * @param waitTime Default maximum time to wait for a lock. Zero acquires only free locks.
 * @param adviceOrder Order of the @ZkLock advice. Advice with a higher value is applied
 * further inside. By default the advice is applied outside of transactions.
 * @param drainTimeout Time to wait for code that holds a lock when the application
 * closes, before the locks are released.
 * @since 0.1.0
 */
@ConfigurationProperties("zk.lock")
public record ZkLockProperties(@DefaultValue("/locks") String basePath,
		@Name("wait") @DefaultValue("10s") Duration waitTime,
		@DefaultValue("" + ZkLockAnnotationPostProcessor.DEFAULT_ADVICE_ORDER) int adviceOrder,
		@DefaultValue("2s") Duration drainTimeout) {

	/**
	 * Checks the values.
	 */
	public ZkLockProperties {
		PropertyAssert.notNegative("zk.lock.wait", waitTime);
		PropertyAssert.notNegative("zk.lock.drain-timeout", drainTimeout);
	}

}
