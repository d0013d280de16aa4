package io.github.zkspring.autoconfigure;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.zkspring.TestApplication;
import io.github.zkspring.autoconfigure.discovery.ZkDiscoveryAutoConfiguration;
import io.github.zkspring.autoconfigure.discovery.ZkRegistrationAutoConfiguration;
import io.github.zkspring.autoconfigure.endpoint.ZkEndpointAutoConfiguration;
import io.github.zkspring.autoconfigure.health.ZkHealthContributorAutoConfiguration;
import io.github.zkspring.autoconfigure.lease.ZkLeaseAutoConfiguration;
import io.github.zkspring.autoconfigure.metrics.ZkMetricsAutoConfiguration;
import io.github.zkspring.autoconfigure.template.ZkTemplateAutoConfiguration;
import io.github.zkspring.client.ZkSession;
import io.github.zkspring.client.ZkSessionState;
import io.github.zkspring.client.ZkSessionStateEvent;
import io.github.zkspring.discovery.ServiceCatalog;
import io.github.zkspring.discovery.ServiceInstance;
import io.github.zkspring.discovery.ServiceRegistration;
import io.github.zkspring.discovery.ZkServiceWatch;
import io.github.zkspring.discovery.registration.ManagedRegistration;
import io.github.zkspring.endpoint.ZkEndpoint;
import io.github.zkspring.faults.AbstractServerIntegrationTests;
import io.github.zkspring.faults.Footprint;
import io.github.zkspring.faults.ForeignClient;
import io.github.zkspring.fencing.FencedWrites;
import io.github.zkspring.leader.LeaderElections;
import io.github.zkspring.leader.LeaderOnly;
import io.github.zkspring.leader.LeadershipGrantedEvent;
import io.github.zkspring.leader.LeadershipRevokedEvent;
import io.github.zkspring.leader.OnLeadershipGranted;
import io.github.zkspring.leader.OnLeadershipRevoked;
import io.github.zkspring.lease.ZkLease;
import io.github.zkspring.lease.ZkLeases;
import io.github.zkspring.lock.ZkLock;
import io.github.zkspring.lock.ZkLockTemplate;
import io.github.zkspring.recipe.ZkRecipes;
import io.github.zkspring.template.ZkTemplate;
import io.github.zkspring.watch.WatchErrorHandler;
import io.github.zkspring.watch.ZkDataWatch;
import io.github.zkspring.watch.ZkWatch;
import io.github.zkspring.watch.ZkWatchRegistry;
import io.github.zkspring.watch.ZkWatches;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.imps.CuratorFrameworkState;
import org.apache.curator.retry.RetryForever;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.context.support.GenericApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for parent and child contexts that are both auto-configured.
 */
class ContextHierarchyIntegrationTests extends AbstractServerIntegrationTests {

	private ConfigurableApplicationContext parent;

	@BeforeEach
	void startParent() {
		foreign.write("/test/limit", "7");
		this.parent = run(new SpringApplicationBuilder(Parent.class));
	}

	@AfterEach
	void closeParent() {
		this.parent.close();
	}

	@Test
	void childUsesClientAndFeaturesOfParent() {
		try (ConfigurableApplicationContext child = startChild(Child.class)) {
			for (Class<?> shared : List.of(CuratorFramework.class, ZkSession.class, ZkTemplate.class,
					ZkLockTemplate.class, ZkLeases.class, ZkRecipes.class, ServiceCatalog.class, FencedWrites.class,
					MeterRegistry.class)) {
				assertThat(child.getBean(shared)).as(shared.getName()).isSameAs(this.parent.getBean(shared));
			}
			assertThat(Footprint.take(server).connections()).isEqualTo(2);
		}
		assertThat(this.parent.getBean(CuratorFramework.class).getState()).isEqualTo(CuratorFrameworkState.STARTED);
		assertThat(this.parent.getBean(ZkSession.class).state()).isEqualTo(ZkSessionState.CONNECTED);
	}

	@Test
	void electionOfBothHasOneContender() {
		try (ConfigurableApplicationContext child = startChild(Child.class)) {
			await().until(() -> child.getBean(ChildBean.class).job() != null);
			assertThat(this.parent.getBean(ParentBean.class).job()).isNotNull();
			assertThat(foreign.children("/leaders/jobs")).hasSize(1);
			assertThat(foreign.children("/leaders/child")).hasSize(1);
		}
		assertThat(foreign.children("/leaders/child")).isEmpty();
		assertThat(foreign.children("/leaders/jobs")).hasSize(1);
		assertThat(this.parent.getBean(ParentBean.class).job()).isNotNull();
	}

	@Test
	void everyHandlerAndListenerIsCalledOnce() {
		await().untilAsserted(() -> assertThat(calls(this.parent)).contains("granted jobs", "event jobs"));
		ConfigurableApplicationContext child = startChild(Child.class);
		Calls ofChild = child.getBean("childBean", Calls.class);
		await().untilAsserted(() -> assertThat(ofChild.calls()).contains("granted jobs", "event jobs", "event child",
				"session CONNECTED"));
		await().untilAsserted(() -> assertThat(calls(this.parent)).contains("event child"));
		child.close();
		await().untilAsserted(() -> assertThat(calls(this.parent)).contains("end of child"));
		ofChild.calls().removeAll(List.of("end of child", "services 0"));
		assertThat(ofChild.calls()).containsExactlyInAnyOrder("limit 7", "session CONNECTED", "granted jobs",
				"event jobs", "event child", "revoked jobs", "end of jobs");
		assertThat(calls(this.parent)).containsExactlyInAnyOrder("limit 7", "session CONNECTED", "granted jobs",
				"event jobs", "event child", "end of child");
	}

	@Test
	void revocationReachesBothOnce() {
		ConfigurableApplicationContext child = startChild(Child.class);
		Calls ofChild = child.getBean("childBean", Calls.class);
		await().untilAsserted(() -> assertThat(ofChild.calls()).contains("granted jobs"));
		await().untilAsserted(() -> assertThat(calls(this.parent)).contains("granted jobs"));
		child.getBean(LeaderElections.class).election("jobs").resign().join();
		for (List<String> calls : List.of(ofChild.calls(), calls(this.parent))) {
			await().untilAsserted(() -> assertThat(calls).containsOnlyOnce("revoked jobs", "end of jobs"));
		}
		assertThat(foreign.children("/leaders/jobs")).isEmpty();
		child.close();
	}

	@Test
	void sessionEventReachesEveryContextOnce() {
		try (ConfigurableApplicationContext child = startChild(Child.class)) {
			Calls ofChild = child.getBean("childBean", Calls.class);
			await().untilAsserted(() -> assertThat(ofChild.calls()).contains("session CONNECTED"));
			ofChild.calls().clear();
			calls(this.parent).clear();
			expireSession();
			for (List<String> calls : List.of(ofChild.calls(), calls(this.parent))) {
				await().untilAsserted(() -> assertThat(calls).containsOnlyOnce("session LOST", "session CONNECTED"));
			}
		}
	}

	private void expireSession() {
		ForeignClient.expire(this.parent.getBean(CuratorFramework.class));
	}

	@Test
	void eventReachesPlainContextBetweenTwoOthers() {
		AnnotationConfigApplicationContext middle = new AnnotationConfigApplicationContext();
		middle.setParent(this.parent);
		middle.register(Listener.class);
		middle.refresh();
		List<String> ofMiddle = middle.getBean(Listener.class).calls();
		AnnotationConfigApplicationContext child = new AnnotationConfigApplicationContext();
		child.setParent(middle);
		child.register(Child.class);
		child.refresh();
		await().untilAsserted(() -> assertThat(ofMiddle).containsOnlyOnce("session CONNECTED", "event jobs"));
		child.close();
		middle.close();
	}

	@Test
	void watchesAreListedInEveryContextAndClosedWithTheirOwn() {
		ZkWatchRegistry registry = this.parent.getBean(ZkWatchRegistry.class);
		try (ConfigurableApplicationContext child = startChild(Child.class)) {
			child.getBean(ZkWatches.class).data("/test/limit", String.class, (event) -> {
			});
			assertThat(child.getBean(ZkWatchRegistry.class).watches()).extracting(ZkWatch::id)
				.containsExactly("childBean.limit", "data#1", "parentBean.limit");
			assertThat(registry.watches()).hasSize(3);
			foreign.write("/test/limit", "8");
			await().untilAsserted(
					() -> assertThat(child.getBean("childBean", Calls.class).calls()).containsOnlyOnce("limit 8"));
			await().untilAsserted(() -> assertThat(calls(this.parent)).containsOnlyOnce("limit 8"));
		}
		assertThat(registry.watches()).extracting(ZkWatch::id).containsExactly("parentBean.limit");
		foreign.write("/test/limit", "9");
		await().untilAsserted(() -> assertThat(calls(this.parent)).containsOnlyOnce("limit 9"));
	}

	@Test
	void guardsBeansOfChild() {
		try (ConfigurableApplicationContext child = startChild(Child.class)) {
			ChildBean bean = child.getBean(ChildBean.class);
			assertThat(bean.locked()).isEqualTo("locked");
			assertThat(bean.leased()).isEqualTo("leased");
			assertThat(bean.leased()).isNull();
		}
		this.parent.getBean(ZkLockTemplate.class).execute("orders", (lock) -> lock.name());
	}

	@Test
	void errorHandlerOfChildReplacesDefault() {
		try (ConfigurableApplicationContext child = startChild(ChildWithErrorHandler.class)) {
			await().untilAsserted(() -> assertThat(child.getBean("childBean", Calls.class).calls()).contains("error"));
		}
	}

	@Test
	void childRegistersItsOwnServerAndOneConfiguredAddress() {
		try (ConfigurableApplicationContext child = startChild(Child.class)) {
			child.getBean(ManagedRegistration.class).webServerListening(8080, false);
			await().until(() -> foreign.children("/services/orders").size() == 1);
			assertThat(this.parent.getBean(ServiceRegistration.class).isRegistered()).isFalse();
			assertThat(child.getBean(ZkEndpoint.class).zookeeper().toString()).contains("8080");
		}
		await().until(() -> foreign.children("/services/orders").isEmpty());
		this.parent.close();
		this.parent = run(new SpringApplicationBuilder(Parent.class).properties("zk.discovery.port=8080"));
		try (ConfigurableApplicationContext child = run(
				new SpringApplicationBuilder(Child.class).parent(this.parent).properties("zk.discovery.port=8080"))) {
			assertThat(child.getBean(ServiceRegistration.class))
				.isSameAs(this.parent.getBean(ServiceRegistration.class));
			await().until(() -> foreign.children("/services/orders").size() == 1);
		}
		assertThat(foreign.children("/services/orders")).hasSize(1);
	}

	@Test
	void serviceWatchOfChildEndsWithIt() {
		ConfigurableApplicationContext child = startChild(Child.class);
		List<String> calls = child.getBean("childBean", Calls.class).calls();
		assertThat(calls).contains("services 0");
		child.close();
		this.parent.getBean(ManagedRegistration.class).webServerListening(8080, false);
		await().until(() -> this.parent.getBean(ServiceCatalog.class).instances("orders").size() == 1);
		assertThat(calls).doesNotContain("services 1");
	}

	@Test
	void metersAreBoundOnce() {
		MeterRegistry meters = this.parent.getBean(MeterRegistry.class);
		try (ConfigurableApplicationContext child = startChild(Child.class)) {
			assertThat(child.getBeanNamesForType(MeterBinder.class)).isEmpty();
			assertThat(child.getBean("childBean", Calls.class).calls()).contains("limit 7");
			assertThat(meters.get("zookeeper.watch.deliveries").tag("watch", "childBean.limit").timers()).isNotEmpty();
		}
		assertThat(meters.get("zookeeper.watch.deliveries").tag("watch", "parentBean.limit").timers()).isNotEmpty();
	}

	@Test
	void presentStateOfClientOfApplicationIsPublished() throws Exception {
		try (CuratorFramework client = CuratorFrameworkFactory.builder()
			.connectString(server.connectString())
			.retryPolicy(new RetryForever(100))
			.ensembleTracker(false)
			.build()) {
			client.start();
			client.blockUntilConnected();
			try (ConfigurableApplicationContext context = new SpringApplicationBuilder(TestApplication.class,
					Listener.class)
				.web(WebApplicationType.NONE)
				.properties("spring.main.banner-mode=off")
				.initializers((GenericApplicationContext created) -> created.registerBean(CuratorFramework.class,
						() -> client, (definition) -> definition.setDestroyMethodName("")))
				.run()) {
				List<String> calls = context.getBean(Listener.class).calls();
				await().untilAsserted(() -> assertThat(calls).containsExactly("session CONNECTED"));
			}
		}
	}

	private ConfigurableApplicationContext startChild(Class<?> configuration) {
		return run(new SpringApplicationBuilder(configuration).parent(this.parent));
	}

	private static ConfigurableApplicationContext run(SpringApplicationBuilder application) {
		return application.web(WebApplicationType.NONE)
			.properties("zk.connect-string=" + server.connectString(), "spring.application.name=orders",
					"zk.discovery.register=true", "zk.discovery.drain=0s", "spring.main.banner-mode=off",
					"management.endpoints.web.exposure.include=*")
			.run();
	}

	private static List<String> calls(ConfigurableApplicationContext parent) {
		return parent.getBean("parentBean", Calls.class).calls();
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ ZkAutoConfiguration.class, ZkLeaseAutoConfiguration.class,
			ZkTemplateAutoConfiguration.class, ZkDiscoveryAutoConfiguration.class,
			ZkRegistrationAutoConfiguration.class, ZkHealthContributorAutoConfiguration.class,
			ZkEndpointAutoConfiguration.class, ZkMetricsAutoConfiguration.class })
	static class Everything extends TestApplication {

	}

	@Configuration(proxyBeanMethods = false)
	static class Parent extends Everything {

		@Bean
		SimpleMeterRegistry meters() {
			return new SimpleMeterRegistry();
		}

		@Bean
		ParentBean parentBean() {
			return new ParentBean();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Child extends Everything {

		@Bean
		ChildBean childBean() {
			return new ChildBean();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ChildWithErrorHandler extends Everything {

		@Bean
		FailingBean childBean() {
			return new FailingBean();
		}

		@Bean
		WatchErrorHandler childErrorHandler(FailingBean bean) {
			return (error) -> bean.calls().add("error");
		}

	}

	static class Calls {

		private final List<String> calls = new CopyOnWriteArrayList<>();

		// a method, since the bean may be a proxy
		List<String> calls() {
			return this.calls;
		}

	}

	static class Listener extends Calls {

		@EventListener
		void changed(ZkSessionStateEvent event) {
			if (event.state() != ZkSessionState.SUSPENDED && event.state() != ZkSessionState.CLOSED) {
				calls().add("session " + event.state());
			}
		}

		@EventListener
		void granted(LeadershipGrantedEvent event) {
			calls().add("event " + event.election());
		}

		@EventListener
		void revoked(LeadershipRevokedEvent event) {
			calls().add("end of " + event.election());
		}

	}

	static class ParentBean extends Listener {

		@ZkDataWatch("/test/limit")
		void limit(@Nullable String limit) {
			calls().add("limit " + limit);
		}

		@LeaderOnly("jobs")
		@Nullable String job() {
			return "parent";
		}

		@OnLeadershipGranted("jobs")
		void granted() {
			calls().add("granted jobs");
		}

		@OnLeadershipRevoked("jobs")
		void revoked() {
			calls().add("revoked jobs");
		}

	}

	static class ChildBean extends ParentBean {

		@Override
		@LeaderOnly("jobs")
		@Nullable String job() {
			return "child";
		}

		@LeaderOnly("child")
		void childOnly() {
		}

		@ZkLock(name = "orders")
		@Nullable String locked() {
			return "locked";
		}

		@ZkLease(name = "nightly", duration = "1m")
		@Nullable String leased() {
			return "leased";
		}

		@ZkServiceWatch("orders")
		void services(List<ServiceInstance> instances) {
			calls().add("services " + instances.size());
		}

	}

	static class FailingBean extends Calls {

		@ZkDataWatch("/test/limit")
		void limit(@Nullable String limit) {
			throw new IllegalStateException("a fault of this test");
		}

	}

}
