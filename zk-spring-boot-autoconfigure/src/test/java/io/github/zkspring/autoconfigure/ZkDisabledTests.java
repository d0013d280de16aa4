package io.github.zkspring.autoconfigure;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import io.github.zkspring.autoconfigure.discovery.ZkCloudAutoConfiguration;
import io.github.zkspring.leader.LeaderOnly;
import io.github.zkspring.leader.OnLeadershipGranted;
import io.github.zkspring.lease.ZkLease;
import io.github.zkspring.lock.ZkLock;
import io.github.zkspring.watch.ZkDataWatch;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.apache.curator.framework.CuratorFramework;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.aop.support.AopUtils;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for contexts without some or all of the auto-configurations.
 */
class ZkDisabledTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(EndpointAutoConfiguration.class,
				HealthContributorAutoConfiguration.class, HealthContributorRegistryAutoConfiguration.class))
		.withBean(SimpleMeterRegistry.class)
		.withBean(ObservationRegistry.class, ObservationRegistry::create)
		.withBean(Work.class)
		.withPropertyValues("zk.connect-string=localhost:1", "zk.discovery.register=true", "zk.discovery.port=8080",
				"zk.discovery.name=work", "management.endpoints.web.exposure.include=*");

	static Stream<Class<?>> autoConfigurations() {
		return ImportCandidates.load(AutoConfiguration.class, null)
			.getCandidates()
			.stream()
			.filter((name) -> name.startsWith("io.github.zkspring."))
			.map((name) -> ClassUtils.resolveClassName(name, null));
	}

	// Spring Cloud is not on the class path of this module
	private ApplicationContextRunner without(@Nullable Class<?> excluded) {
		Class<?>[] remaining = autoConfigurations()
			.filter((type) -> type != excluded && type != ZkCloudAutoConfiguration.class)
			.toArray(Class<?>[]::new);
		return this.contextRunner.withConfiguration(AutoConfigurations.of(remaining));
	}

	@Test
	void addsNothingWhenDisabled() {
		without(null).withPropertyValues("zk.enabled=false", "zk.embedded.enabled=true")
			.run(ZkDisabledTests::hasNothing);
	}

	@Test
	void addsNothingWithoutSession() {
		without(ZkAutoConfiguration.class).run(ZkDisabledTests::hasNothing);
	}

	@ParameterizedTest
	@MethodSource("autoConfigurations")
	void startsWithoutAutoConfiguration(Class<?> excluded) {
		without(excluded).withPropertyValues("zk.startup.on-unavailable=continue")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@ParameterizedTest
	@MethodSource("autoConfigurations")
	void everyAutoConfigurationCanBeDisabled(Class<?> autoConfiguration) {
		assertThat(autoConfiguration).hasAnnotation(ConditionalOnZkEnabled.class);
	}

	private static void hasNothing(ApplicationContext context) {
		assertThat(context.getBeanProvider(CuratorFramework.class)).isEmpty();
		assertThat(types(context)).isNotEmpty().noneMatch((type) -> type.startsWith("io.github.zkspring."));
		assertThat(AopUtils.isAopProxy(context.getBean(Work.class))).isFalse();
		assertThat(context.getBean(Work.class).locked()).isEqualTo(1);
	}

	private static List<String> types(ApplicationContext context) {
		return Arrays.stream(context.getBeanDefinitionNames())
			.map(context::getType)
			.filter(Objects::nonNull)
			.filter((type) -> type != Work.class)
			.map(Class::getName)
			.toList();
	}

	static class Work {

		@ZkDataWatch("/limit")
		void changed(@Nullable Integer limit) {
		}

		@OnLeadershipGranted("work")
		void granted() {
		}

		@LeaderOnly("work")
		void lead() {
		}

		@ZkLease(name = "work", duration = "1m")
		void leased() {
		}

		@ZkLock("work")
		int locked() {
			return 1;
		}

	}

}
