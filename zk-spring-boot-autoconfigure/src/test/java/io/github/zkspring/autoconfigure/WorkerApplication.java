package io.github.zkspring.autoconfigure;

import io.github.zkspring.watch.ZkDataWatch;
import org.jspecify.annotations.Nullable;

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

	@Bean
	Work work() {
		return new Work();
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

		@ZkDataWatch("/work")
		public void changed(@Nullable String work) {
		}

	}

}
