package io.github.zkspring.autoconfigure;

import java.util.concurrent.CountDownLatch;

import io.github.zkspring.watch.ZkDataWatch;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * Application without a web server that only waits for a znode.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class WorkerApplication {

	static final String BLOCKED = "worker: blocked";

	private static final Log logger = LogFactory.getLog(WorkerApplication.class);

	@Bean
	Work work(@Value("${worker.block:false}") boolean block) {
		return new Work(block);
	}

	public static void main(String[] args) {
		SpringApplication application = new SpringApplication(WorkerApplication.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.run(args);
	}

	/**
	 * A watch method.
	 */
	public static class Work {

		private final boolean block;

		Work(boolean block) {
			this.block = block;
		}

		@ZkDataWatch("/work")
		public void changed(@Nullable String work) throws InterruptedException {
			if (this.block) {
				logger.info(BLOCKED);
				new CountDownLatch(1).await();
			}
		}

	}

}
