package io.github.zkspring.watch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import io.github.zkspring.faults.ForeignClient;
import io.github.zkspring.faults.Timeouts;
import org.apache.curator.framework.CuratorFramework;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What kazoo's own tests ask of {@code DataWatch}, {@code ChildrenWatch} and
 * {@code PatientChildrenWatch}, where no other test here asks the same.
 */
class KazooWatchesIntegrationTests extends AbstractWatchIntegrationTests {

	private static final Duration LONG = Timeouts.LONG;

	@Test
	void dataWatchDeliversAbsenceOfDeepPathBeforeStart() {
		this.contextRunner.withBean(Data.class).withPropertyValues("path=/test/deep/below/nothing").run((context) -> {
			List<Optional<String>> calls = context.getBean(Data.class).calls;
			assertThat(calls).containsExactly(Optional.empty());
			foreign.write("/test/deep/below/nothing", "v");
			await().until(() -> calls.size() == 2);
			assertThat(calls).endsWith(Optional.of("v"));
		});
	}

	@Test
	void dataWatchDeliversInitialThenCreated() {
		this.contextRunner.withBean(Data.class).withPropertyValues("path=/test/a").run((context) -> {
			Data bean = context.getBean(Data.class);
			foreign.write("/test/a", "v");
			await().until(() -> bean.types.size() == 2);
			assertThat(bean.types).containsExactly(ZnodeEvent.Type.INITIAL, ZnodeEvent.Type.CREATED);
		});
	}

	@Test
	void dataWatchDeliversEmptyDataAndChangesAfterSessionExpiry() {
		foreign.write("/test/a", "");
		this.contextRunner.withBean(Data.class).withPropertyValues("path=/test/a").run((context) -> {
			List<Optional<String>> calls = context.getBean(Data.class).calls;
			ForeignClient.expire(context.getBean(CuratorFramework.class));
			foreign.write("/test/a", "v");
			await().atMost(LONG).until(() -> calls.size() == 2);
			assertThat(calls).containsExactly(Optional.of(""), Optional.of("v"));
		});
	}

	@Test
	void dataWatchesOfSamePathAreIndependent() {
		this.contextRunner.withBean("stopping", Stopping.class)
			.withBean("data", Data.class)
			.withPropertyValues("path=/test/a")
			.run((context) -> {
				foreign.write("/test/a", "1");
				await().until(() -> registry(context).watch("stopping.data").orElseThrow().isClosed());
				foreign.write("/test/a", "2");
				List<Optional<String>> calls = context.getBean(Data.class).calls;
				await().until(() -> calls.contains(Optional.of("2")));
				assertThat(context.getBean(Stopping.class).calls).contains("data 1").doesNotContain("data 2");
			});
	}

	@Test
	void dataWatchEndsWithClientWithoutFurtherCall() {
		Data bean = new Data();
		this.contextRunner.withBean(Data.class, () -> bean)
			.withPropertyValues("path=/test/a")
			.run((context) -> context.getSourceApplicationContext(ConfigurableApplicationContext.class).close());
		assertThat(bean.calls).containsExactly(Optional.empty());
	}

	@Test
	void childrenWatchDeliversNamesAndChangesOfParent() {
		foreign.write("/test/p", "");
		this.contextRunner.withBean(Names.class).withPropertyValues("path=/test/p").run((context) -> {
			List<List<String>> calls = context.getBean(Names.class).calls;
			assertThat(calls).containsExactly(List.of());
			foreign.write("/test/p/smith", "");
			await().until(() -> calls.size() == 2);
			foreign.write("/test/p/george", "");
			await().until(() -> calls.size() == 3);
			foreign.delete("/test/p/smith");
			await().until(() -> calls.size() == 4);
			foreign.delete("/test/p");
			await().until(() -> calls.size() == 5);
			foreign.write("/test/p/fred", "");
			await().until(() -> calls.get(calls.size() - 1).equals(List.of("fred")));
			assertThat(calls).startsWith(List.of(), List.of("smith"), List.of("george", "smith"), List.of("george"),
					List.of());
		});
	}

	@Test
	void childrenWatchEndsWhenTheMethodReturnsFalse() {
		foreign.write("/test/a", "");
		this.contextRunner.withBean("stopping", Stopping.class)
			.withBean("names", Names.class)
			.withPropertyValues("path=/test/a")
			.run((context) -> {
				foreign.write("/test/a/one", "");
				await().until(() -> registry(context).watch("stopping.children").orElseThrow().isClosed());
				foreign.write("/test/a/two", "");
				List<List<String>> calls = context.getBean(Names.class).calls;
				await().until(() -> calls.contains(List.of("one", "two")));
				assertThat(context.getBean(Stopping.class).calls).contains("children [one]")
					.doesNotContain("children [one, two]");
			});
	}

	@Test
	void childrenWatchDeliversChildAddedAfterSessionExpiry() {
		foreign.write("/test/p/a", "");
		this.contextRunner.withBean(Names.class).withPropertyValues("path=/test/p").run((context) -> {
			List<List<String>> calls = context.getBean(Names.class).calls;
			ForeignClient.expire(context.getBean(CuratorFramework.class));
			foreign.write("/test/p/b", "");
			await().atMost(LONG).until(() -> calls.size() == 2);
			assertThat(calls).containsExactly(List.of("a"), List.of("a", "b"));
		});
	}

	@Test
	void childrenWatchWithSettleTimeDeliversAfterEachQuietPeriod() {
		this.contextRunner.withBean(Patient.class).run((context) -> {
			List<List<String>> calls = context.getBean(Patient.class).calls;
			assertThat(calls).containsExactly(List.of());
			foreign.write("/test/p/a", "");
			foreign.write("/test/p/b", "");
			await().until(() -> calls.size() == 2);
			foreign.write("/test/p/c", "");
			await().until(() -> calls.size() == 3);
			assertThat(calls).containsExactly(List.of(), List.of("a", "b"), List.of("a", "b", "c"));
		});
	}

	private static ZkWatchRegistry registry(ApplicationContext context) {
		return context.getBean(ZkWatchRegistry.class);
	}

	static class Data {

		final List<Optional<String>> calls = Collections.synchronizedList(new ArrayList<>());

		final List<ZnodeEvent.Type> types = Collections.synchronizedList(new ArrayList<>());

		@ZkDataWatch("${path}")
		void changed(Optional<String> text, ZnodeEvent<String> event) {
			this.calls.add(text);
			this.types.add(event.type());
		}

	}

	static class Names {

		final List<List<String>> calls = Collections.synchronizedList(new ArrayList<>());

		@ZkChildrenWatch("${path}")
		void changed(List<String> names) {
			this.calls.add(names);
		}

	}

	static class Patient {

		final List<List<String>> calls = Collections.synchronizedList(new ArrayList<>());

		@ZkChildrenWatch(path = "/test/p", settle = "1s")
		void changed(List<String> names) {
			this.calls.add(names);
		}

	}

	static class Stopping {

		final List<String> calls = Collections.synchronizedList(new ArrayList<>());

		@ZkDataWatch("/test/a")
		boolean data(@Nullable String text) {
			this.calls.add("data " + text);
			return !"1".equals(text);
		}

		@ZkChildrenWatch("/test/a")
		boolean children(List<String> names) {
			this.calls.add("children " + names);
			return names.isEmpty();
		}

	}

}
