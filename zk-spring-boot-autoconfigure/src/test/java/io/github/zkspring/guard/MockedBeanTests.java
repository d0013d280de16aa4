package io.github.zkspring.guard;

import io.github.zkspring.autoconfigure.ZkAutoConfiguration;
import io.github.zkspring.autoconfigure.leader.ZkLeaderAutoConfiguration;
import io.github.zkspring.autoconfigure.lease.ZkLeaseAutoConfiguration;
import io.github.zkspring.autoconfigure.lock.ZkLockAutoConfiguration;
import io.github.zkspring.leader.LeaderOnly;
import io.github.zkspring.lease.ZkLease;
import io.github.zkspring.lock.ZkLock;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.verifyNoInteractions;

/**
 * Tests for mocks and spies of guarded beans.
 */
@SpringBootTest(properties = { "zk.startup.on-unavailable=continue", "zk.connect-string=127.0.0.1:1" },
		webEnvironment = SpringBootTest.WebEnvironment.NONE)
class MockedBeanTests {

	@MockitoBean
	Orders mocked;

	@MockitoSpyBean
	Reports spied;

	@Autowired
	Reports reports;

	@Test
	void leavesMockAlone() {
		verifyNoInteractions(this.mocked);
		given(this.mocked.ship()).willReturn("mocked");
		assertThat(this.mocked.ship()).isEqualTo("mocked");
		assertThat(Mockito.mockingDetails(this.mocked).isMock()).isTrue();
	}

	@Test
	void guardsSpy() {
		assertThat(AopUtils.isAopProxy(this.reports)).isTrue();
		assertThat(this.reports.report()).isNull();
	}

	@Configuration
	@ImportAutoConfiguration({ ZkAutoConfiguration.class, ZkLockAutoConfiguration.class,
			ZkLeaderAutoConfiguration.class, ZkLeaseAutoConfiguration.class })
	static class Application {

		@Bean
		Orders orders() {
			return new Orders();
		}

		@Bean
		Reports reports() {
			return new Reports();
		}

	}

	static class Orders {

		@ZkLock(name = "orders")
		@ZkLease(name = "orders", duration = "1m")
		@LeaderOnly("orders")
		String ship() {
			return "shipped";
		}

	}

	static class Reports {

		@LeaderOnly("reports")
		String report() {
			return "reported";
		}

	}

}
