package io.github.zkspring.endpoint;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import io.github.zkspring.autoconfigure.ZkAutoConfiguration;
import io.github.zkspring.autoconfigure.discovery.ZkDiscoveryAutoConfiguration;
import io.github.zkspring.autoconfigure.discovery.ZkRegistrationAutoConfiguration;
import io.github.zkspring.autoconfigure.endpoint.ZkEndpointAutoConfiguration;
import io.github.zkspring.autoconfigure.leader.ZkLeaderAutoConfiguration;
import io.github.zkspring.autoconfigure.lock.ZkLockAutoConfiguration;
import io.github.zkspring.autoconfigure.watch.ZkWatchAutoConfiguration;
import io.github.zkspring.client.ZkSessionState;
import io.github.zkspring.discovery.ServiceCatalog;
import io.github.zkspring.discovery.ServiceRegistration;
import io.github.zkspring.faults.AbstractServerIntegrationTests;
import io.github.zkspring.faults.ForeignClient;
import io.github.zkspring.faults.Timeouts;
import io.github.zkspring.leader.LeaderElection;
import io.github.zkspring.leader.LeaderElections;
import io.github.zkspring.lock.HeldLock;
import io.github.zkspring.lock.ZkLockTemplate;
import io.github.zkspring.watch.ZkDataWatch;
import io.github.zkspring.watch.ZkWatchRegistry;
import io.github.zkspring.watch.ZnodeEvent;
import org.apache.curator.framework.CuratorFramework;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.jackson.JacksonEndpointAutoConfiguration;
import org.springframework.boot.actuate.endpoint.jackson.EndpointJsonMapper;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link ZkEndpoint} with a server.
 */
class ZkEndpointIntegrationTests extends AbstractServerIntegrationTests {

	private static final List<String> SECRETS = List.of("planted-payload", "planted-digest", "planted-metadata",
			"planted-message");

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ZkAutoConfiguration.class, ZkWatchAutoConfiguration.class,
				ZkLeaderAutoConfiguration.class, ZkLockAutoConfiguration.class, ZkDiscoveryAutoConfiguration.class,
				ZkRegistrationAutoConfiguration.class, ZkEndpointAutoConfiguration.class,
				EndpointAutoConfiguration.class, JacksonAutoConfiguration.class,
				JacksonEndpointAutoConfiguration.class))
		.withBean("limits", Limits.class)
		.withPropertyValues("zk.connect-string=" + server.connectString(), "zk.leader.id=me", "zk.session-timeout=10s",
				"management.endpoints.web.exposure.include=zookeeper");

	@Test
	void isAvailableWhenExposed() {
		this.contextRunner.run((context) -> assertThat(context).hasSingleBean(ZkEndpoint.class)
			.hasSingleBean(ZkEndpointWebExtension.class));
		this.contextRunner.withPropertyValues("management.endpoints.web.exposure.exclude=zookeeper")
			.run((context) -> assertThat(context).doesNotHaveBean(ZkEndpoint.class)
				.doesNotHaveBean(ZkEndpointContributor.class));
		this.contextRunner.withPropertyValues("management.endpoint.zookeeper.access=NONE")
			.run((context) -> assertThat(context).doesNotHaveBean(ZkEndpoint.class));
	}

	@Test
	void exposesNoSecrets() throws Exception {
		foreign.write("/limit", "planted-payload");
		foreign.write("/greeting", "planted-payload");
		this.contextRunner
			.withPropertyValues("zk.auth[0].credentials=shop:planted-digest", "zk.acl=open",
					"zk.discovery.register=true", "zk.discovery.name=shop", "zk.discovery.port=1",
					"zk.discovery.metadata.key=planted-metadata")
			.run((context) -> {
				AvailabilityChangeEvent.publish(context, ReadinessState.ACCEPTING_TRAFFIC);
				LeaderElection election = context.getBean(LeaderElections.class).election("reports");
				await().atMost(Timeouts.LONG)
					.until(() -> election.isLeader() && context.getBean(ServiceRegistration.class).isRegistered()
							&& !election.participants().isEmpty());
				context.getBean(ServiceCatalog.class).instances("shop");
				try (HeldLock lock = context.getBean(ZkLockTemplate.class).acquire("orders/7")) {
					String json = json(context);
					assertThat(json)
						.contains("\"limits.limit\"", "PAYLOAD", "\"limits.greeting\"", "METHOD",
								IllegalStateException.class.getName(), "\"reports\"", "\"participants\":[\"me\"]",
								"\"orders/7\"", "0x" + Long.toHexString(lock.token().value()), "\"registered\":true")
						.doesNotContain(SECRETS);
				}
				assertThat(context.getBean(LocksContributor.class).describe()).isEmpty();
			});
	}

	@Test
	void pausesResumesAndResyncsWatch() {
		this.contextRunner.run((context) -> {
			ZkEndpoint endpoint = context.getBean(ZkEndpoint.class);
			Limits limits = context.getBean(Limits.class);
			await().atMost(Timeouts.LONG)
				.until(() -> state(endpoint) == WatchesContributor.WatchDescriptor.State.IN_SYNC);
			assertThat(endpoint.act("watches", "pause", "limits.limit")).extracting("state")
				.isEqualTo(WatchesContributor.WatchDescriptor.State.PAUSED);
			foreign.write("/limit", "1");
			await().atMost(Timeouts.LONG)
				.until(() -> context.getBean(ZkWatchRegistry.class).watch("limits.limit").orElseThrow().isStale());
			assertThat(limits.calls).containsExactly((Integer) null);
			endpoint.act("watches", "resume", "limits.limit");
			await().atMost(Timeouts.LONG).until(() -> limits.calls.size() == 2);
			endpoint.act("watches", "resync", "limits.limit");
			await().atMost(Timeouts.LONG)
				.until(() -> state(endpoint) == WatchesContributor.WatchDescriptor.State.IN_SYNC);
			foreign.write("/limit", "2");
			await().atMost(Timeouts.LONG).until(() -> limits.calls.size() >= 3);
			assertThat(limits.calls).containsExactly(null, 1, 2);
		});
	}

	@Test
	void resigningLeaderMovesToEndOfQueue() {
		this.contextRunner.run((first) -> this.contextRunner.withPropertyValues("zk.leader.id=you").run((second) -> {
			LeaderElection election = first.getBean(LeaderElections.class).election("reports");
			await().atMost(Timeouts.LONG).until(election::isLeader);
			LeaderElection yours = second.getBean(LeaderElections.class).election("reports");
			await().atMost(Timeouts.LONG).until(() -> election.participants().equals(List.of("me", "you")));
			ElectionsContributor.ElectionDescriptor before = first.getBean(ElectionsContributor.class).item("reports");
			first.getBean(ZkEndpoint.class).act("elections", "resign", "reports");
			await().atMost(Timeouts.LONG).until(yours::isLeader);
			await().atMost(Timeouts.LONG).until(() -> election.participants().equals(List.of("you", "me")));
			assertThat(before.state()).isEqualTo(ElectionsContributor.ElectionDescriptor.State.LEADER);
			assertThat(first.getBean(ElectionsContributor.class).item("reports"))
				.returns(ElectionsContributor.ElectionDescriptor.State.FOLLOWER,
						ElectionsContributor.ElectionDescriptor::state)
				.returns("you", ElectionsContributor.ElectionDescriptor::leader)
				.returns(null, ElectionsContributor.ElectionDescriptor::token);
		}));
	}

	@Test
	void reportsSessionTransitionsWhileDisconnected() {
		this.contextRunner.run((context) -> {
			ZkEndpoint endpoint = context.getBean(ZkEndpoint.class);
			LeaderElection election = context.getBean(LeaderElections.class).election("reports");
			await().atMost(Timeouts.LONG).until(election::isLeader);
			ForeignClient.expire(context.getBean(CuratorFramework.class));
			SessionContributor session = context.getBean(SessionContributor.class);
			await().atMost(Timeouts.LONG)
				.until(() -> session.describe().transitions().size() >= 3
						&& session.describe().state() == ZkSessionState.CONNECTED);
			assertThat(session.describe().transitions()).extracting(SessionContributor.TransitionDescriptor::state)
				.startsWith(ZkSessionState.CONNECTED, ZkSessionState.LOST)
				.endsWith(ZkSessionState.CONNECTED);
			server.process().suspend();
			try {
				long begin = System.nanoTime();
				for (int number = 0; number < 100; number++) {
					assertThat(endpoint.zookeeper()).containsOnlyKeys("session", "watches", "elections", "locks",
							"services");
				}
				assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
			}
			finally {
				server.process().resume();
			}
		});
	}

	private static WatchesContributor.WatchDescriptor.State state(ZkEndpoint endpoint) {
		return ((WatchesContributor.WatchDescriptor) endpoint.item("watches", "limits.limit")).state();
	}

	private static String json(AssertableApplicationContext context) {
		JsonMapper mapper = context.getBean(EndpointJsonMapper.class).get();
		return mapper.writeValueAsString(context.getBean(ZkEndpoint.class).zookeeper());
	}

	static class Limits {

		final List<@Nullable Integer> calls = Collections.synchronizedList(new ArrayList<>());

		@ZkDataWatch("/limit")
		void limit(@Nullable Integer limit) {
			this.calls.add(limit);
		}

		@ZkDataWatch("/greeting")
		void greeting(ZnodeEvent<String> event) {
			if (event.payload() != null) {
				throw new IllegalStateException("planted-message " + event.payload());
			}
		}

	}

}
