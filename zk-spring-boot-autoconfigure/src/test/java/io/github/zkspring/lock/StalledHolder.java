package io.github.zkspring.lock;

import java.time.Duration;

import io.github.zkspring.autoconfigure.ZkAutoConfiguration;
import io.github.zkspring.autoconfigure.lock.ZkLockAutoConfiguration;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Configuration;

/**
 * Acquires a lock and polls whether it is held, until the process has been suspended:
 * then it prints the first answers. For a session timeout of two seconds.
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({ ZkAutoConfiguration.class, ZkLockAutoConfiguration.class })
public class StalledHolder {

	private static final Log logger = LogFactory.getLog(StalledHolder.class);

	/**
	 * The name of the lock.
	 */
	public static final String LOCK = "stalled";

	/** What is printed when it holds the lock. */
	public static final String HOLDS = "[holds the lock]";

	/** What is printed after a stop, when both answers say so. */
	public static final String LOST = "[after the stop: isHeld false, assertHeld lost]";

	/**
	 * The lease of a session of two seconds: over after any longer suspension.
	 */
	private static final long STOP = Duration.ofSeconds(1).toNanos();

	public static void main(String[] args) {
		HeldLock lock = new SpringApplicationBuilder(StalledHolder.class).web(WebApplicationType.NONE)
			.properties("spring.main.banner-mode=off")
			.run(args)
			.getBean(ZkLockTemplate.class)
			.acquire(LOCK);
		lock.assertHeld();
		logger.info(HOLDS);
		long last = System.nanoTime();
		while (true) {
			long now = System.nanoTime();
			boolean held = lock.isHeld();
			String asserted = asserted(lock);
			if (now - last > STOP) {
				logger.info("[after the stop: isHeld %s, assertHeld %s]".formatted(held, asserted));
			}
			last = now;
		}
	}

	private static String asserted(HeldLock lock) {
		try {
			lock.assertHeld();
			return "held";
		}
		catch (LockLostException ex) {
			return "lost";
		}
	}

}
