package io.github.zkspring.cloud;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.zkspring.discovery.ServiceInstance;
import io.github.zkspring.discovery.ZkServiceWatch;
import io.github.zkspring.leader.OnLeadershipGranted;
import io.github.zkspring.watch.ZkDataWatch;
import io.github.zkspring.watch.ZnodeEvent;
import org.junit.jupiter.api.Test;

import org.springframework.cloud.context.config.annotation.RefreshScope;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for annotated methods of beans in Spring Cloud's refresh scope.
 */
class RefreshScopeIntegrationTests extends AbstractCloudIntegrationTests {

	private static final List<String> PRESENT_STATE = List.of("INITIAL 1", "granted", "instances 0");

	private final Targets targets = new Targets();

	private final List<Settings> created = this.targets.created;

	@Test
	void deliversPresentStateAfterRefresh() {
		foreign.write("/settings", "1");
		this.contextRunner.withBean(Targets.class, () -> this.targets)
			.withUserConfiguration(RefreshConfiguration.class)
			.run((context) -> {
				received(0);
				context.getBean(org.springframework.cloud.context.scope.refresh.RefreshScope.class).refreshAll();
				received(1);
				context.getBean(org.springframework.cloud.context.scope.refresh.RefreshScope.class).refresh("settings");
				received(2);
			});
		assertThat(this.created).hasSize(3);
	}

	private void received(int target) {
		await().until(() -> this.created.size() > target);
		await().during(Duration.ofMillis(800))
			.untilAsserted(() -> assertThat(this.created.get(target).calls)
				.containsExactlyInAnyOrderElementsOf(PRESENT_STATE));
	}

	@Configuration(proxyBeanMethods = false)
	static class RefreshConfiguration {

		@Bean
		@RefreshScope
		Settings settings(Targets targets) {
			return targets.create();
		}

	}

	static class Targets {

		private final List<Settings> created = new CopyOnWriteArrayList<>();

		Settings create() {
			Settings settings = new Settings();
			this.created.add(settings);
			return settings;
		}

	}

	static class Settings {

		private final List<String> calls = Collections.synchronizedList(new ArrayList<>());

		@ZkDataWatch("/settings")
		void changed(ZnodeEvent<String> event) {
			this.calls.add(event.type() + " " + event.payload());
		}

		@OnLeadershipGranted("settings")
		void granted() {
			this.calls.add("granted");
		}

		@ZkServiceWatch("orders")
		void instances(List<ServiceInstance> instances) {
			this.calls.add("instances " + instances.size());
		}

	}

}
