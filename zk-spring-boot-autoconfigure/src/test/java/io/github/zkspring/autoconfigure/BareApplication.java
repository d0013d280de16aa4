package io.github.zkspring.autoconfigure;

import java.util.concurrent.CountDownLatch;

import io.github.zkspring.leader.LeaderOnly;
import io.github.zkspring.leader.Leadership;
import io.github.zkspring.leader.OnLeadershipGranted;
import io.github.zkspring.lock.HeldLock;
import io.github.zkspring.lock.ZkLock;
import io.github.zkspring.watch.ZkDataWatch;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/**
 * Application with a watch, an election and a lock. Logs one line when all of them work,
 * and runs until the process is killed.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class BareApplication {

	private static final Log logger = LogFactory.getLog(BareApplication.class);

	@Bean
	Work work() {
		return new Work();
	}

	public static void main(String[] args) throws InterruptedException {
		ConfigurableApplicationContext context = SpringApplication.run(BareApplication.class, args);
		Work work = context.getBean(Work.class);
		work.granted().await();
		if (work.lead() != null && work.locked(7) > 0) {
			logger.info("bare: " + work.limit() + ", leads, locked");
		}
		new CountDownLatch(1).await();
	}

	/**
	 * Annotated methods. Public, for proxies in another class loader.
	 */
	public static class Work {

		private final CountDownLatch granted = new CountDownLatch(1);

		private volatile @Nullable Integer limit;

		@ZkDataWatch("/limit")
		public void changed(@Nullable Integer limit) {
			this.limit = limit;
		}

		public @Nullable Integer limit() {
			return this.limit;
		}

		@OnLeadershipGranted("jobs")
		public void begin() {
			this.granted.countDown();
		}

		public CountDownLatch granted() {
			return this.granted;
		}

		@LeaderOnly("jobs")
		public @Nullable Long lead() {
			return Leadership.current().token().value();
		}

		@ZkLock("orders/#{#order}")
		public long locked(long order) {
			return HeldLock.current().token().value();
		}

	}

}
