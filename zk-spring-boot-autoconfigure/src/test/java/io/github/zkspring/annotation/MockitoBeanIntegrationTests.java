package io.github.zkspring.annotation;

import io.github.zkspring.TestApplication;
import io.github.zkspring.faults.AbstractServerIntegrationTests;
import io.github.zkspring.faults.Timeouts;
import io.github.zkspring.leader.LeaderElections;
import io.github.zkspring.leader.OnLeadershipGranted;
import io.github.zkspring.watch.ZkDataWatch;
import io.github.zkspring.watch.ZkWatch;
import io.github.zkspring.watch.ZkWatchRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;

/**
 * Tests for beans that Spring's test framework replaces.
 */
@SpringJUnitConfig(MockitoBeanIntegrationTests.Beans.class)
@DirtiesContext
class MockitoBeanIntegrationTests extends AbstractServerIntegrationTests {

	@MockitoBean
	private Mocked mocked;

	@MockitoSpyBean
	private Spied spied;

	@DynamicPropertySource
	static void properties(DynamicPropertyRegistry registry) {
		registry.add("zk.connect-string", server::connectString);
	}

	@Test
	void callsSpiesAndNotMocks(@Autowired ZkWatchRegistry watches, @Autowired LeaderElections elections) {
		verify(this.spied, timeout(Timeouts.LONG.toMillis()).atLeastOnce()).changed(null);
		verify(this.spied, timeout(Timeouts.LONG.toMillis()).atLeastOnce()).granted();
		assertThat(watches.watches()).extracting(ZkWatch::id).containsExactly("spied.changed");
		assertThat(elections.elections()).hasSize(1);
		verifyNoInteractions(this.mocked);
	}

	@Configuration(proxyBeanMethods = false)
	@Import(TestApplication.class)
	static class Beans {

		@Bean
		Mocked mocked() {
			return new Mocked();
		}

		@Bean
		Spied spied() {
			return new Spied();
		}

	}

	static class Mocked {

		@ZkDataWatch("/test/a")
		void changed(@Nullable String text) {
		}

		@OnLeadershipGranted("mocked")
		void granted() {
		}

	}

	static class Spied {

		@ZkDataWatch("/test/a")
		void changed(@Nullable String text) {
		}

		@OnLeadershipGranted("spied")
		void granted() {
		}

	}

}
