package io.github.zkspring.lock;

import io.github.zkspring.TestApplication;
import io.github.zkspring.faults.ZooKeeperProcess;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ZkLock} behind proxies of interfaces and classes.
 */
class ZkLockProxyIntegrationTests {

	@ParameterizedTest
	@ValueSource(strings = { "true", "false" })
	void locksThroughInterfaceOrClassProxyOnVirtualThreads(String classes) {
		try (ZooKeeperProcess server = ZooKeeperProcess.start();
				ConfigurableApplicationContext small = new SpringApplicationBuilder(TestApplication.class)
					.initializers((starting) -> ((GenericApplicationContext) starting).registerBean(Answering.class))
					.properties("zk.connect-string=" + server.connectString(),
							"spring.aop.proxy-target-class=" + classes, "spring.threads.virtual.enabled=true",
							"spring.main.banner-mode=off", "spring.main.register-shutdown-hook=false")
					.run()) {
			assertThat(small.getBean(Answer.class).of("life")).isEqualTo("answers/life");
		}
	}

	interface Answer {

		String of(String question);

	}

	static class Answering implements Answer {

		@Override
		@ZkLock("answers/#{#p0}")
		public String of(String question) {
			return HeldLock.current().name();
		}

	}

}
