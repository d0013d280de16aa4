package io.github.zkspring.metrics;

import io.github.zkspring.client.support.CallObserver;
import io.github.zkspring.watch.ObservedDelivery;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.FilteredClassLoader;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for observation handlers, conventions and optional libraries.
 */
class ZkObservationHandlersIntegrationTests extends AbstractObservationIntegrationTests {

	@Test
	void opensScopeAroundMethods() {
		foreign.write("/limit", "1");
		this.registry.observationConfig().observationHandler(new Binding());
		this.runner.withBean("watching", Watching.class).withBean(Working.class).run((context) -> {
			Working working = leader(context);
			assertThat(context.getBean(Watching.class).scopes).containsOnly("zookeeper.watch.delivery");
			assertThat(working.lead()).isEqualTo("zookeeper.leader.task");
			assertThat(working.leadPackagePrivate()).isEqualTo("zookeeper.leader.task");
			assertThat(working.ship("a")).isEqualTo("zookeeper.lock");
			assertThat(scope.get()).isNull();
		});
	}

	@Test
	void usesConventionsOfApplication() {
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
					.contains("custom.watch", "custom.leader", "custom.lock")
					.allMatch((name) -> name.startsWith("custom."));
				assertThat(lowCardinality()).contains(KeyValue.of("custom", "yes"));
			});
	}

	@Test
	void ignoresFailingHandler() {
		foreign.write("/limit", "1");
		this.registry.observationConfig().observationHandler(new Failing());
		this.runner.withBean("watching", Watching.class).withBean(Working.class).run((context) -> {
			assertThat(context.getBean(Watching.class).limit).isEqualTo(1);
			assertThat(context.getBean(Working.class).ship("7")).isEqualTo("nothing");
		});
	}

	@Test
	void observesNothingWithoutRegistry() {
		this.plain.withBean(Working.class).run((context) -> {
			assertThat(context).doesNotHaveBean(CallObserver.class);
			assertThat(context.getBean(Working.class).ship("7")).isEqualTo("nothing");
		});
	}

	@Test
	void worksWithoutObservationLibrary() {
		this.plain.withClassLoader(new FilteredClassLoader(ObservationRegistry.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(CallObserver.class));
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
			throw new IllegalStateException("expected");
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

	}

	static class OwnWatches implements ZkWatchObservationConvention {

		@Override
		public String getName() {
			return "custom.watch";
		}

		@Override
		public KeyValues getLowCardinalityKeyValues(ZkObservationContext<ObservedDelivery> context) {
			return KeyValues.of("custom", "yes");
		}

	}

	static class OwnLeaders extends DefaultZkLeaderObservationConvention {

		@Override
		public String getName() {
			return "custom.leader";
		}

	}

	static class OwnLocks extends DefaultZkLockObservationConvention {

		@Override
		public String getName() {
			return "custom.lock";
		}

	}

}
