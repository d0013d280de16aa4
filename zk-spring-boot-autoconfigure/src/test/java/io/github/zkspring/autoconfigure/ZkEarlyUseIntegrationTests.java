package io.github.zkspring.autoconfigure;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.github.zkspring.autoconfigure.diagnostics.FailureAnalyses;
import io.github.zkspring.autoconfigure.discovery.ZkDiscoveryAutoConfiguration;
import io.github.zkspring.autoconfigure.leader.ZkLeaderAutoConfiguration;
import io.github.zkspring.autoconfigure.lease.ZkLeaseAutoConfiguration;
import io.github.zkspring.autoconfigure.lock.ZkLockAutoConfiguration;
import io.github.zkspring.autoconfigure.recipe.ZkRecipesAutoConfiguration;
import io.github.zkspring.autoconfigure.template.ZkTemplateAutoConfiguration;
import io.github.zkspring.autoconfigure.watch.ZkWatchAutoConfiguration;
import io.github.zkspring.client.ZkUnavailableException;
import io.github.zkspring.discovery.ServiceCatalog;
import io.github.zkspring.faults.AbstractServerIntegrationTests;
import io.github.zkspring.faults.JavaProcess;
import io.github.zkspring.lease.ZkLeases;
import io.github.zkspring.lock.LockOptions;
import io.github.zkspring.lock.ZkLockTemplate;
import io.github.zkspring.recipe.ZkRecipes;
import io.github.zkspring.template.ZkTemplate;
import io.github.zkspring.watch.ZkWatches;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.imps.CuratorFrameworkState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.SmartLifecycle;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for beans that use ZooKeeper before the lifecycle of the context starts the
 * client.
 */
class ZkEarlyUseIntegrationTests extends AbstractServerIntegrationTests {

	/** Below the shortest timeout of a request. */
	private static final Duration SOON = Duration.ofMillis(1800);

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ZkAutoConfiguration.class, ZkWatchAutoConfiguration.class,
				ZkTemplateAutoConfiguration.class, ZkLeaderAutoConfiguration.class, ZkLockAutoConfiguration.class,
				ZkLeaseAutoConfiguration.class, ZkRecipesAutoConfiguration.class, ZkDiscoveryAutoConfiguration.class))
		.withPropertyValues("zk.connect-string=" + server.connectString() + "/apps/shop", "zk.namespace=orders",
				"zk.session-timeout=4s", "zk.startup.timeout=2s");

	@ParameterizedTest
	@EnumSource
	void startsForInitializationOfBean(Use use) {
		startsInTime(EarlyBean.class, use);
	}

	@ParameterizedTest
	@EnumSource
	void startsForSingletonCallback(Use use) {
		startsInTime(EarlySingleton.class, use);
	}

	@ParameterizedTest
	@EnumSource
	void startsForEarlyLifecycle(Use use) {
		startsInTime(EarlyLifecycle.class, use);
	}

	private void startsInTime(Class<? extends EarlyUse> type, Use use) {
		this.contextRunner.withBean(type, use).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean(EarlyUse.class).took).isLessThan(SOON);
		});
	}

	@Test
	void earlyUseFailsLikeStartupWithoutSession() throws IOException {
		try (ServerSocket silent = JavaProcess.listen()) {
			this.contextRunner.withBean(EarlyBean.class, Use.LOCK)
				.withPropertyValues("zk.connect-string=127.0.0.1:" + silent.getLocalPort())
				.run((context) -> assertThat(context).getFailure()
					.rootCause()
					.isInstanceOfSatisfying(ZkUnavailableException.class, (ex) -> assertThat(ex.getProbes()).hasSize(1))
					.hasMessageContaining("No session with ZooKeeper after 2000 ms"));
		}
	}

	@Test
	void earlyUseStartsClientThatConnectsInBackground() {
		this.contextRunner.withBean(EarlyBean.class, Use.LOCK)
			.withPropertyValues("zk.startup.on-unavailable=continue", "zk.connect-string=" + server.connectString(),
					"zk.namespace=")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(context.getBean(EarlyBean.class).took).isLessThan(SOON);
			});
	}

	@Test
	void closesClientThatApplicationHasStarted() {
		CuratorFramework[] client = new CuratorFramework[1];
		this.contextRunner.withBean(EarlyBean.class, Use.CLIENT).run((context) -> {
			assertThat(context).hasNotFailed();
			client[0] = context.getBean(CuratorFramework.class);
			assertThat(client[0].getState()).isEqualTo(CuratorFrameworkState.STARTED);
		});
		assertThat(client[0].getState()).isEqualTo(CuratorFrameworkState.STOPPED);
	}

	@Test
	void reportsEarlyRequestOfRawClient() {
		this.contextRunner.withBean(RawRequest.class).run((context) -> {
			FailureAnalysis analysis = FailureAnalyses.of(context.getStartupFailure());
			assertThat(analysis.getDescription()).contains("CuratorFramework", "before the client is started");
			assertThat(analysis.getAction()).contains("ZkTemplate");
		});
	}

	enum Use {

		TEMPLATE((beans) -> {
			ZkTemplate template = beans.getBean(ZkTemplate.class);
			template.create("/a", "1");
			assertThat(template.exists("/a")).isPresent();
		}),

		ASYNC_TEMPLATE((beans) -> assertThat(
				beans.getBean(ZkTemplate.class).async().exists("/none").orTimeout(5, TimeUnit.SECONDS).join())
			.isEmpty()),

		LOCK((beans) -> beans.getBean(ZkLockTemplate.class).acquire("a").close()),

		LOCK_WITHOUT_WAIT((beans) -> beans.getBean(ZkLockTemplate.class)
			.acquire("a", LockOptions.exclusive().withWait(Duration.ZERO))
			.close()),

		LEASE((beans) -> assertThat(beans.getBean(ZkLeases.class).tryAcquire("a", Duration.ofSeconds(30))).isTrue()),

		SEMAPHORE((
				beans) -> assertThat(beans.getBean(ZkRecipes.class).semaphore("a", 1).tryAcquire(Duration.ofSeconds(1)))
					.isPresent()),

		CATALOG((beans) -> {
			assertThat(beans.getBean(ServiceCatalog.class).names()).isEmpty();
			assertThat(beans.getBean(ServiceCatalog.class).instances("none")).isEmpty();
		}),

		WATCH((beans) -> beans.getBean(ZkWatches.class).data("/a", String.class, (event) -> {
		})),

		CLIENT((beans) -> {
			CuratorFramework client = beans.getBean(CuratorFramework.class);
			if (client.getState() == CuratorFrameworkState.LATENT) {
				client.start();
			}
		});

		private final Consumer<BeanFactory> action;

		Use(Consumer<BeanFactory> action) {
			this.action = action;
		}

	}

	abstract static class EarlyUse {

		private final BeanFactory beans;

		private final Use use;

		@Nullable Duration took;

		EarlyUse(BeanFactory beans, Use use) {
			this.beans = beans;
			this.use = use;
		}

		void use() {
			long begin = System.nanoTime();
			this.use.action.accept(this.beans);
			this.took = Duration.ofNanos(System.nanoTime() - begin);
		}

	}

	static class RawRequest {

		RawRequest(CuratorFramework client) throws Exception {
			client.checkExists().forPath("/");
		}

	}

	static class EarlyBean extends EarlyUse implements InitializingBean {

		EarlyBean(BeanFactory beans, Use use) {
			super(beans, use);
		}

		@Override
		public void afterPropertiesSet() {
			use();
		}

	}

	static class EarlySingleton extends EarlyUse implements SmartInitializingSingleton {

		EarlySingleton(BeanFactory beans, Use use) {
			super(beans, use);
		}

		@Override
		public void afterSingletonsInstantiated() {
			use();
		}

	}

	static class EarlyLifecycle extends EarlyUse implements SmartLifecycle {

		EarlyLifecycle(BeanFactory beans, Use use) {
			super(beans, use);
		}

		@Override
		public void start() {
			use();
		}

		@Override
		public void stop() {
		}

		@Override
		public boolean isRunning() {
			return this.took != null;
		}

		@Override
		public int getPhase() {
			return Integer.MIN_VALUE;
		}

	}

}
