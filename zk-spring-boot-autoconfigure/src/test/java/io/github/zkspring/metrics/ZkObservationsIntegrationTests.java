package io.github.zkspring.metrics;

import java.util.concurrent.CompletableFuture;

import io.github.zkspring.leader.LeaderElections;
import io.github.zkspring.lock.HeldLock;
import io.github.zkspring.lock.LockOptions;
import io.github.zkspring.lock.ZkLockTemplate;
import io.github.zkspring.watch.ZkWatches;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the observations of watch deliveries, leader methods and locks.
 */
class ZkObservationsIntegrationTests extends AbstractObservationIntegrationTests {

	@Test
	void observesEachDelivery() {
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
	void usesKindAsIdOfProgrammaticWatches() {
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
	void recordsErrors() {
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
	void observesLeaderMethodsOnLeaderOnly() {
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
	void observesLocksByExpression() {
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
	void omitsNameOfTemplateLocks() {
		this.runner.run((context) -> {
			context.getBean(ZkLockTemplate.class).execute("orders/7", LockOptions.shared(), (lock) -> "done");
			observed("zookeeper.lock", "lock", "none",
					(call) -> call.hasLowCardinalityKeyValue("mode", "shared")
						.hasLowCardinalityKeyValue("outcome", "success")
						.hasHighCardinalityKeyValue("name", "orders/7"));
		});
	}

	@Test
	void observesSkippedLocks() {
		this.runner.withBean(Working.class).run((context) -> {
			try (HeldLock held = context.getBean(ZkLockTemplate.class).acquire("orders/7", LockOptions.exclusive())) {
				assertThat(held.isHeld()).isTrue();
				assertThat(context.getBean(Working.class).shipIfAvailable("7")).isNull();
			}
			observed("zookeeper.lock", "lock", "orders/#{#order}",
					(call) -> call.hasLowCardinalityKeyValue("outcome", "skipped")
						.hasHighCardinalityKeyValue("token", "none"));
		});
	}

	@Test
	void observesLockUntilFutureCompletes() {
		this.runner.withBean(Working.class).run((context) -> {
			Working working = context.getBean(Working.class);
			CompletableFuture<String> shipped = working.shipLater("7");
			assertThat(this.registry.getCurrentObservation()).isNull();
			assertThat(this.ended.contexts).isEmpty();
			working.later().completeExceptionally(new IllegalStateException("expected"));
			assertThat(shipped).isCompletedExceptionally();
			observed("zookeeper.lock", "lock", "orders/#{#order}",
					(call) -> call.thenError().isInstanceOf(IllegalStateException.class));
		});
	}

}
