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
import io.github.zkspring.faults.AbstractServerIntegrationTests;
import io.github.zkspring.leader.LeaderElections;
import io.github.zkspring.leader.LeaderOnly;
import io.github.zkspring.lock.ZkLock;
import io.github.zkspring.watch.ZkChildrenWatch;
import io.github.zkspring.watch.ZkDataWatch;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.tck.ObservationContextAssert;
import io.micrometer.observation.tck.TestObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Base class for tests of observations, with a recording of the completed ones.
 */
abstract class AbstractObservationIntegrationTests extends AbstractServerIntegrationTests {

	static final ThreadLocal<String> scope = new ThreadLocal<>();

	final TestObservationRegistry registry = TestObservationRegistry.create();

	final Recording ended = new Recording();

	final ApplicationContextRunner plain = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ZkAutoConfiguration.class, ZkWatchAutoConfiguration.class,
				ZkLeaderAutoConfiguration.class, ZkLockAutoConfiguration.class, ZkObservationAutoConfiguration.class))
		.withPropertyValues("zk.connect-string=" + server.connectString());

	final ApplicationContextRunner runner = this.plain.withBean(TestObservationRegistry.class, () -> this.registry);

	@BeforeEach
	void record() {
		this.registry.observationConfig().observationHandler(this.ended);
	}

	Working leader(ApplicationContext context) {
		await().until(context.getBean(LeaderElections.class).election("jobs")::isLeader);
		return context.getBean(Working.class);
	}

	void observed(String name, String key, String value, Consumer<ObservationContextAssert<?>> expectation) {
		List<Observation.Context> found = this.ended.contexts.stream()
			.filter((context) -> name.equals(context.getName()))
			.filter((
					context) -> context.getLowCardinalityKeyValues().stream().anyMatch(KeyValue.of(key, value)::equals))
			.toList();
		assertThat(found).isNotEmpty();
		expectation.accept(ObservationContextAssert.assertThat(found.get(found.size() - 1)));
	}

	List<KeyValue> lowCardinality() {
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
				throw new IllegalStateException("expected");
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
		@Nullable String leadPackagePrivate() {
			return scope.get();
		}

		@Override
		@LeaderOnly("jobs")
		public void fail() {
			throw new IllegalStateException("expected");
		}

		@ZkLock("orders/#{#order}")
		String ship(String order) {
			return (scope.get() != null) ? scope.get() : "nothing";
		}

		@ZkLock("orders/#{#order}")
		void failToShip(String order) {
			throw new IllegalStateException("expected");
		}

		@ZkLock(name = "orders/#{#order}", waitFor = "0s", otherwise = ZkLock.Otherwise.SKIP)
		@Nullable String shipIfAvailable(String order) {
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

}
