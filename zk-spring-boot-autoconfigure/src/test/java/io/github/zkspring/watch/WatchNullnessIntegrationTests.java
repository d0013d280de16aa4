package io.github.zkspring.watch;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.NonNull;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for parameters that are declared as never or possibly {@code null}.
 */
class WatchNullnessIntegrationTests extends AbstractWatchIntegrationTests {

	@ParameterizedTest
	@ValueSource(classes = { Explicit.class, Marked.class, MarkedMethod.class, OtherLibrary.class, ExplicitStat.class,
			MarkedGeneric.class })
	void isNotCalledWithoutValueForNonNullParameter(Class<? extends Recording> type) {
		assertThat(callsOf(type)).containsExactly("1", "2");
	}

	@ParameterizedTest
	@ValueSource(
			classes = { Unspecified.class, Unmarked.class, Permitting.class, PermittingGeneric.class, EventOnly.class })
	void isCalledForAbsenceOtherwise(Class<? extends Recording> type) {
		assertThat(callsOf(type)).containsExactly("null", "1", "null", "2");
	}

	@Test
	void treesOmitDeletedZnodesForNonNullParameters() {
		foreign.write("/test/tree/a", "1");
		this.contextRunner.withBean(Tree.class).run((context) -> {
			Tree tree = context.getBean(Tree.class);
			await().until(() -> tree.calls.contains("1"));
			foreign.delete("/test/tree/a");
			foreign.write("/test/tree/b", "2");
			await().until(() -> tree.calls.contains("2"));
			assertThat(tree.calls).doesNotContain("null");
		});
	}

	private List<String> callsOf(Class<? extends Recording> type) {
		List<String> calls = new ArrayList<>();
		List<WatchError> errors = Collections.synchronizedList(new ArrayList<>());
		this.contextRunner.withBean(WatchErrorHandler.class, () -> errors::add)
			.withBean("bean", type)
			.run((context) -> {
				Recording bean = context.getBean(Recording.class);
				ZkWatch watch = context.getBean(ZkWatchRegistry.class).watches().get(0);
				foreign.write("/test/a", "1");
				await().until(() -> bean.calls.contains("1"));
				long before = watch.statistics().deliveries();
				foreign.delete("/test/a");
				await().until(() -> watch.statistics().deliveries() > before);
				foreign.write("/test/a", "2");
				await().until(() -> bean.calls.contains("2"));
				calls.addAll(bean.calls);
			});
		assertThat(errors).isEmpty();
		return calls;
	}

	abstract static class Recording {

		final List<String> calls = Collections.synchronizedList(new ArrayList<>());

		void add(Object value) {
			this.calls.add(String.valueOf(value));
		}

	}

	@NullUnmarked
	static class Explicit extends Recording {

		@ZkDataWatch("/test/a")
		void changed(@NonNull Integer value) {
			add(value);
		}

	}

	@NullMarked
	static class Marked extends Recording {

		@ZkDataWatch("/test/a")
		void changed(Integer value, @Nullable Stat stat) {
			add(value);
		}

	}

	@NullUnmarked
	static class MarkedMethod extends Recording {

		@NullMarked
		@ZkDataWatch("/test/a")
		void changed(Integer value) {
			add(value);
		}

	}

	@Target(ElementType.PARAMETER)
	@Retention(RetentionPolicy.RUNTIME)
	@interface NotNull {

	}

	@NullUnmarked
	static class OtherLibrary extends Recording {

		@ZkDataWatch("/test/a")
		void changed(@NotNull Integer value) {
			add(value);
		}

	}

	@NullUnmarked
	static class ExplicitStat extends Recording {

		@ZkDataWatch("/test/a")
		void changed(Integer value, @NonNull Stat stat) {
			add(value);
		}

	}

	@NullMarked
	abstract static class GenericBase<T> extends Recording {

		@ZkDataWatch("/test/a")
		void changed(T value) {
			add(value);
		}

	}

	static class MarkedGeneric extends GenericBase<Integer> {

	}

	@NullUnmarked
	static class Unspecified extends Recording {

		@ZkDataWatch("/test/a")
		void changed(Integer value) {
			add(value);
		}

	}

	@NullMarked
	static class Unmarked extends Recording {

		@NullUnmarked
		@ZkDataWatch("/test/a")
		void changed(Integer value) {
			add(value);
		}

	}

	@NullMarked
	static class Permitting extends Recording {

		@ZkDataWatch("/test/a")
		void changed(@Nullable Integer value) {
			add(String.valueOf(value));
		}

	}

	@NullMarked
	abstract static class PermittingBase<T extends @Nullable Object> extends Recording {

		@ZkDataWatch("/test/a")
		void changed(T value) {
			add(String.valueOf(value));
		}

	}

	static class PermittingGeneric extends PermittingBase<Integer> {

	}

	@NullMarked
	static class EventOnly extends Recording {

		@ZkDataWatch("/test/a")
		void changed(ZnodeEvent<Integer> event) {
			add(String.valueOf(event.payload()));
		}

	}

	@NullMarked
	static class Tree extends Recording {

		@ZkTreeWatch(path = "/test/tree", filter = "*")
		void changed(Integer value) {
			add(value);
		}

	}

}
