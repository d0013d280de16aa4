package io.github.zkspring.metrics;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import io.github.zkspring.autoconfigure.ZkAutoConfiguration;
import io.github.zkspring.autoconfigure.leader.ZkLeaderAutoConfiguration;
import io.github.zkspring.autoconfigure.lock.ZkLockAutoConfiguration;
import io.github.zkspring.autoconfigure.metrics.ZkObservationAutoConfiguration;
import io.github.zkspring.autoconfigure.watch.ZkWatchAutoConfiguration;
import io.github.zkspring.client.support.CallObserver;
import io.github.zkspring.faults.AbstractServerIntegrationTests;
import io.github.zkspring.leader.LeaderElections;
import io.github.zkspring.leader.LeaderOnly;
import io.github.zkspring.lock.HeldLock;
import io.github.zkspring.lock.LockOptions;
import io.github.zkspring.lock.ZkLock;
import io.github.zkspring.lock.ZkLockTemplate;
import io.github.zkspring.watch.ZkChildrenWatch;
import io.github.zkspring.watch.ZkDataWatch;
import io.github.zkspring.watch.ZkWatches;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.ObservationContextAssert;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * What is observed of the code that watches, elections and locks call.
 */
class ZkObservationsIntegrationTests extends AbstractServerIntegrationTests {

	private static final ThreadLocal<String> scope = new ThreadLocal<>();

	private final TestObservationRegistry registry = TestObservationRegistry.create();

	private final Recording ended = new Recording();

	private final ApplicationContextRunner plain = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ZkAutoConfiguration.class, ZkWatchAutoConfiguration.class,
				ZkLeaderAutoConfiguration.class, ZkLockAutoConfiguration.class, ZkObservationAutoConfiguration.class))
		.withPropertyValues("zk.connect-string=" + server.connectString());

	private final ApplicationContextRunner runner = this.plain.withBean(TestObservationRegistry.class,
			() -> this.registry);

	@BeforeEach
	void record() {
		this.registry.observationConfig().observationHandler(this.ended);
	}

	@Test
	void everyDeliveryOfAWatchIsObserved() {
		foreign.write("/limit", "1");
		this.runner.withBean("watching", Watching.class).run((context) -> {
			foreign.write("/limit", "2");
			await().untilAsserted(() -> observed("zookeeper.watch.delivery", "watch", "watching.changed",
					(call) -> call.hasLowCardinalityKeyValue("kind", "data")
						.hasLowCardinalityKeyValue("outcome", "success")
						.hasHighCardinalityKeyValue("path", "/limit")
						.hasHighCardinalityKeyValue("event", "changed")
						.hasContextualNameEqualTo("watch watching.changed")
						.doesNotHaveParentObservation()));
			observed("zookeeper.watch.delivery", "watch", "watching.names",
					(call) -> call.hasLowCardinalityKeyValue("kind", "children")
						.hasHighCardinalityKeyValue("event", "none"));
		});
	}

	@Test
	void watchesFromCodeHaveFewIds() {
		this.runner.run((context) -> {
			context.getBean(ZkWatches.class).data("/limit", String.class, (event) -> {
			});
			context.getBean(ZkWatches.class).data("/limit", String.class, (event) -> {
			});
			await().untilAsserted(() -> TestObservationRegistryAssert.assertThat(this.registry)
				.hasNumberOfObservationsWithNameEqualTo("zookeeper.watch.delivery", 2)
				.forAllObservationsWithNameEqualTo("zookeeper.watch.delivery",
						(call) -> call.hasLowCardinalityKeyValue("watch", "data")));
		});
	}

	@Test
	void whatAHandlerBindsToTheThreadIsThereInTheMethod() {
		foreign.write("/limit", "1");
		this.registry.observationConfig().observationHandler(new Binding());
		this.runner.withBean("watching", Watching.class).withBean(Working.class).run((context) -> {
			Working working = leader(context);
			assertThat(context.getBean(Watching.class).scopes).containsOnly("zookeeper.watch.delivery");
			assertThat(working.lead()).isEqualTo("zookeeper.leader.task");
			assertThat(working.leadInsideOfThePackage()).isEqualTo("zookeeper.leader.task");
			assertThat(working.ship("a")).isEqualTo("zookeeper.lock");
			assertThat(scope.get()).isNull();
		});
	}

	@Test
	void errorsAreRecorded() {
		foreign.write("/limit", "13");
		this.runner.withBean("watching", Watching.class).withBean(Working.class).run((context) -> {
			observed("zookeeper.watch.delivery", "watch", "watching.changed",
					(call) -> call.hasError().hasLowCardinalityKeyValue("outcome", "error"));
			Working working = leader(context);
			assertThatIllegalStateException().isThrownBy(working::fail);
			observed("zookeeper.leader.task", "election", "jobs",
					(call) -> call.hasError().hasLowCardinalityKeyValue("outcome", "error"));
			assertThatIllegalStateException().isThrownBy(() -> working.failToShip("a"));
			observed("zookeeper.lock", "lock", "orders/#{#order}",
					(call) -> call.hasError().hasLowCardinalityKeyValue("outcome", "error"));
		});
	}

	@Test
	void bodiesOfALeaderAreObservedAndNothingOnAFollower() {
		this.runner.withBean(Working.class).run((context) -> {
			Working working = leader(context);
			working.lead();
			observed("zookeeper.leader.task", "election", "jobs",
					(call) -> call.hasLowCardinalityKeyValue("outcome", "success")
						.hasHighCardinalityKeyValue("method", Working.class.getName() + ".lead"));
			this.ended.contexts.clear();
			context.getBean(LeaderElections.class).election("jobs").resign().join();
			assertThat(working.lead()).isNull();
			assertThat(this.ended.contexts).isEmpty();
		});
	}

	@Test
	void locksAreObservedByTheirExpression() {
		this.runner.withBean(Working.class).run((context) -> {
			context.getBean(Working.class).ship("secret");
			observed("zookeeper.lock", "lock", "orders/#{#order}",
					(call) -> call.hasLowCardinalityKeyValue("mode", "exclusive")
						.hasLowCardinalityKeyValue("outcome", "success")
						.hasHighCardinalityKeyValue("name", "orders/secret")
						.hasHighCardinalityKeyValueWithKey("token"));
			assertThat(lowCardinality()).noneMatch((value) -> value.getValue().contains("secret"));
		});
	}

	@Test
	void locksOfTheTemplateAreObservedWithoutTheirName() {
		this.runner.run((context) -> {
			context.getBean(ZkLockTemplate.class).execute("orders/7", LockOptions.shared(), (lock) -> "done");
			observed("zookeeper.lock", "lock", "none",
					(call) -> call.hasLowCardinalityKeyValue("mode", "shared")
						.hasLowCardinalityKeyValue("outcome", "success")
						.hasHighCardinalityKeyValue("name", "orders/7"));
		});
	}

	@Test
	void locksThatOthersHaveAreSkipped() {
		this.runner.withBean(Working.class).run((context) -> {
			try (HeldLock held = context.getBean(ZkLockTemplate.class).acquire("orders/7", LockOptions.exclusive())) {
				assertThat(held.isHeld()).isTrue();
				assertThat(context.getBean(Working.class).shipUnlessOthersDo("7")).isNull();
			}
			observed("zookeeper.lock", "lock", "orders/#{#order}",
					(call) -> call.hasLowCardinalityKeyValue("outcome", "skipped")
						.hasHighCardinalityKeyValue("token", "none"));
		});
	}

	@Test
	void lockOfAFutureIsObservedUntilItIsComplete() {
		this.runner.withBean(Working.class).run((context) -> {
			Working working = context.getBean(Working.class);
			CompletableFuture<String> shipped = working.shipLater("7");
			assertThat(this.registry.getCurrentObservation()).isNull();
			assertThat(this.ended.contexts).isEmpty();
			working.later().completeExceptionally(new IllegalStateException("a fault of this test"));
			assertThat(shipped).isCompletedExceptionally();
			observed("zookeeper.lock", "lock", "orders/#{#order}",
					(call) -> call.thenError().isInstanceOf(IllegalStateException.class));
		});
	}

	@Test
	void conventionsOfTheApplicationReplaceOurs() {
		foreign.write("/limit", "1");
		this.runner.withBean("watching", Watching.class)
			.withBean(Working.class)
			.withBean(OwnWatches.class)
			.withBean(OwnLeaders.class)
			.withBean(OwnLocks.class)
			.run((context) -> {
				leader(context).lead();
				context.getBean(Working.class).ship("7");
				assertThat(this.ended.contexts).extracting(Observation.Context::getName)
					.contains("my.watch", "my.leader", "my.lock")
					.allMatch((name) -> name.startsWith("my."));
				assertThat(lowCardinality()).contains(KeyValue.of("mine", "yes"));
			});
	}

	@Test
	void handlerThatFailsBreaksNothing() {
		foreign.write("/limit", "1");
		this.registry.observationConfig().observationHandler(new Failing());
		this.runner.withBean("watching", Watching.class).withBean(Working.class).run((context) -> {
			assertThat(context.getBean(Watching.class).limit).isEqualTo(1);
			assertThat(context.getBean(Working.class).ship("7")).isEqualTo("nothing");
		});
	}

	@Test
	void nothingIsObservedWithoutARegistry() {
		this.plain.withBean(Working.class).run((context) -> {
			assertThat(context).doesNotHaveBean(CallObserver.class);
			assertThat(context.getBean(Working.class).ship("7")).isEqualTo("nothing");
		});
	}

	@Test
	void worksWhereObservationsAreNotOnTheClassPath() {
		this.plain.withClassLoader(new FilteredClassLoader(ObservationRegistry.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(CallObserver.class));
	}

	private Working leader(ApplicationContext context) {
		await().until(context.getBean(LeaderElections.class).election("jobs")::isLeader);
		return context.getBean(Working.class);
	}

	private void observed(String name, String key, String value, Consumer<ObservationContextAssert<?>> expectation) {
		List<Observation.Context> found = this.ended.contexts.stream()
			.filter((context) -> name.equals(context.getName()))
			.filter((
					context) -> context.getLowCardinalityKeyValues().stream().anyMatch(KeyValue.of(key, value)::equals))
			.toList();
		assertThat(found).isNotEmpty();
		expectation.accept(ObservationContextAssert.assertThat(found.get(found.size() - 1)));
	}

	private List<KeyValue> lowCardinality() {
		return this.ended.contexts.stream()
			.flatMap((context) -> context.getLowCardinalityKeyValues().stream())
			.toList();
	}

	static class Watching {

		final List<String> scopes = new CopyOnWriteArrayList<>();

		volatile @Nullable Integer limit;

		@ZkDataWatch("/limit")
		void changed(@Nullable Integer limit) {
			this.limit = limit;
			this.scopes.add(String.valueOf(scope.get()));
			if (limit != null && limit == 13) {
				throw new IllegalStateException("a fault of this test");
			}
		}

		@ZkChildrenWatch("/members")
		void names(List<String> names) {
			this.scopes.add(String.valueOf(scope.get()));
		}

	}

	interface Leading {

		@Nullable String lead();

		void fail();

	}

	static class Working implements Leading {

		private final CompletableFuture<String> later = new CompletableFuture<>();

		@Override
		@LeaderOnly("jobs")
		public @Nullable String lead() {
			return scope.get();
		}

		@LeaderOnly("jobs")
		@Nullable String leadInsideOfThePackage() {
			return scope.get();
		}

		@Override
		@LeaderOnly("jobs")
		public void fail() {
			throw new IllegalStateException("a fault of this test");
		}

		@ZkLock("orders/#{#order}")
		String ship(String order) {
			return (scope.get() != null) ? scope.get() : "nothing";
		}

		@ZkLock("orders/#{#order}")
		void failToShip(String order) {
			throw new IllegalStateException("a fault of this test");
		}

		@ZkLock(name = "orders/#{#order}", waitFor = "0s", otherwise = ZkLock.Otherwise.SKIP)
		@Nullable String shipUnlessOthersDo(String order) {
			return "shipped";
		}

		@ZkLock("orders/#{#order}")
		CompletableFuture<String> shipLater(String order) {
			return this.later;
		}

		CompletableFuture<String> later() {
			return this.later;
		}

	}

	static class Recording implements ObservationHandler<Observation.Context> {

		final List<Observation.Context> contexts = new CopyOnWriteArrayList<>();

		@Override
		public void onStop(Observation.Context context) {
			this.contexts.add(context);
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

	}

	static class Binding implements ObservationHandler<Observation.Context> {

		@Override
		public void onScopeOpened(Observation.Context context) {
			scope.set(context.getName());
		}

		@Override
		public void onScopeClosed(Observation.Context context) {
			scope.remove();
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

	}

	static class Failing implements ObservationHandler<Observation.Context> {

		@Override
		public void onStart(Observation.Context context) {
			throw new IllegalStateException("a fault of this test");
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

	}

	static class OwnWatches implements ZkWatchObservationConvention {

		@Override
		public String getName() {
			return "my.watch";
		}

		@Override
		public KeyValues getLowCardinalityKeyValues(ZkWatchObservationContext context) {
			return KeyValues.of("mine", "yes");
		}

	}

	static class OwnLeaders extends DefaultZkLeaderObservationConvention {

		@Override
		public String getName() {
			return "my.leader";
		}

	}

	static class OwnLocks extends DefaultZkLockObservationConvention {

		@Override
		public String getName() {
			return "my.lock";
		}

	}

}
