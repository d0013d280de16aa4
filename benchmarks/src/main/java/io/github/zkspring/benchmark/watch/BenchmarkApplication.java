package io.github.zkspring.benchmark.watch;

import org.apache.curator.framework.CuratorFramework;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Starts the application of a contender.
 */
final class BenchmarkApplication {

	private BenchmarkApplication() {
	}

	static ConfigurableApplicationContext start(ContenderSetup setup, Class<?> source, String... properties) {
		ConfigurableApplicationContext context = new SpringApplicationBuilder(source).web(WebApplicationType.NONE)
			.properties(properties)
			.properties("zk.connect-string=" + setup.connectString(),
					"zk.session-timeout=" + ContenderSetup.SESSION_TIMEOUT, "spring.main.banner-mode=off",
					"spring.main.log-startup-info=false", "logging.level.io.github.zkspring=error")
			.run();
		CuratorContender.follow(context.getBean(CuratorFramework.class), setup.session());
		return context;
	}

}
