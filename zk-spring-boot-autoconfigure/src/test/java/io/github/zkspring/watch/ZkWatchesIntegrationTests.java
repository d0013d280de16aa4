package io.github.zkspring.watch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import io.github.zkspring.faults.ForeignClient;
import io.github.zkspring.faults.Timeouts;
import org.apache.curator.framework.CuratorFramework;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.ParameterizedTypeReference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * {@link ZkWatches} and {@link ZkWatch} against a real server in its own process.
 */
class ZkWatchesIntegrationTests extends AbstractWatchIntegrationTests {

	private static final Duration LONG = Timeouts.LONG;

	private final List<@Nullable Object> calls = Collections.synchronizedList(new ArrayList<>());

	@Test
	void deliversDataWithSamePromisesAsAnnotatedMethods() {
		this.contextRunner.run((context) -> {
			ZkWatch watch = watches(context).data("/test/a", Integer.class, (event) -> this.calls.add(event.payload()));
			await().until(() -> this.calls.size() == 1);
			foreign.write("/test/a", "1");
			await().until(() -> this.calls.size() == 2);
			foreign.delete("/test/a");
			await().until(() -> this.calls.size() == 3);
			foreign.write("/test/a", "1");
			await().until(() -> this.calls.size() == 4);
			ForeignClient.expire(context.getBean(CuratorFramework.class));
			foreign.write("/test/a", "2");
			await().atMost(LONG).until(() -> this.calls.size() == 5);
			assertThat(this.calls).containsExactly(null, 1, null, 1, 2);
			await().until(() -> !watch.isStale());
			assertThat(watch.kind()).isEqualTo(ZkWatch.Kind.DATA);
			assertThat(watch.path()).isEqualTo("/test/a");
		});
	}

	@Test
	void watchesChildrenAndTheirData() {
		foreign.write("/test/limits/x", "1");
		this.contextRunner.run((context) -> {
			AtomicReference<@Nullable ChildrenEvent<Void>> names = new AtomicReference<>();
			AtomicReference<@Nullable ChildrenEvent<Integer>> data = new AtomicReference<>();
			watches(context).children("/test/limits", names::set);
			watches(context).childrenWithData("/test/limits", Integer.class, data::set);
			await().until(() -> names.get() != null && data.get() != null);
			assertThat(names.get().children()).containsOnlyKeys("x");
			assertThat(data.get().children()).containsExactly(Map.entry("x", 1));
			foreign.write("/test/limits/y", "2");
			await().until(() -> names.get().added().contains("y") && data.get().added().contains("y"));
			foreign.write("/test/limits/x", "3");
			await().until(() -> data.get().updated().contains("x"));
			assertThat(data.get().children()).containsExactly(Map.entry("x", 3), Map.entry("y", 2));
		});
	}

	@Test
	void deliversAfterChildrenSettled() {
		this.contextRunner.run((context) -> {
			watches(context).children("/test/crowd", WatchOptions.defaults().withSettle(Duration.ofSeconds(1)),
					(event) -> this.calls.add(event.children().keySet()));
			await().until(() -> this.calls.size() == 1);
			for (String name : List.of("a", "b", "c")) {
				foreign.write("/test/crowd/" + name, "");
			}
			await().until(() -> this.calls.size() == 2);
			assertThat(this.calls.get(1)).asString().isEqualTo("[a, b, c]");
		});
	}

	@Test
	void readsGenericTypes() {
		foreign.write("/test/a", "[{\"name\":\"x\"}]");
		this.contextRunner.run((context) -> {
			watches(context).data("/test/a", new ParameterizedTypeReference<List<Named>>() {
			}, WatchOptions.defaults(), (event) -> this.calls.addAll(event.payload()));
			await().untilAsserted(() -> assertThat(this.calls).containsExactly(new Named("x")));
		});
	}

	@Test
	void readsNoPayloadForVoid() {
		foreign.write("/test/a", "?");
		this.contextRunner.run((context) -> {
			watches(context).data("/test/a", Void.class, (event) -> this.calls.add(event.stat()));
			await().untilAsserted(() -> assertThat(this.calls).hasSize(1).doesNotContainNull());
		});
	}

	@Test
	void startsEarlyOpenedWatchesWithContext() {
		foreign.write("/test/a", "1");
		this.contextRunner.withBean(Early.class).run((context) -> {
			assertThat(context.getBean(Early.class).calls).containsExactly(1);
			assertThat(registry(context).watch("early")).isPresent();
		});
	}

	@Test
	void generatesUniqueIds() {
		this.contextRunner.run((context) -> {
			for (int count = 0; count < 10; count++) {
				watches(context).data("/test/a", Integer.class, (event) -> {
				});
				watches(context).children("/test/a", (event) -> {
				});
			}
			assertThat(registry(context).watches()).extracting(ZkWatch::id).doesNotHaveDuplicates().hasSize(20);
		});
	}

	@Test
	void rejectsUsedIdUntilItIsFreed() {
		this.contextRunner.withBean(Early.class).run((context) -> {
			WatchOptions options = WatchOptions.defaults().withId("early");
			assertThatIllegalArgumentException()
				.isThrownBy(() -> watches(context).data("/test/b", Integer.class, options, (event) -> {
				}))
				.withMessageContaining("'early'");
			registry(context).watch("early").orElseThrow().close();
			watches(context).data("/test/b", Integer.class, options, (event) -> this.calls.add(event.payload()));
			await().until(() -> this.calls.size() == 1);
		});
	}

	@Test
	void releasesEverythingWhenClosed() {
		this.contextRunner.run((context) -> {
			ZkWatch watch = watches(context).data("/test/a", Integer.class, (event) -> this.calls.add(event.payload()));
			await().until(() -> this.calls.size() == 1);
			watch.close();
			watch.close();
			assertThat(watch.isClosed()).isTrue();
			assertThat(registry(context).watches()).isEmpty();
			foreign.write("/test/a", "1");
			ZkWatch other = watches(context).data("/test/a", Integer.class, (event) -> this.calls.add("other"));
			await().until(() -> !other.isStale());
			assertThat(this.calls).containsExactly(null, "other");
		});
	}

	@Test
	void rejectsUnsupportedSignatures() {
		this.contextRunner.run((context) -> {
			ZkWatches watches = watches(context);
			assertThatIllegalArgumentException().isThrownBy(() -> watches.children("a//b", (event) -> {
			})).withMessageContaining("'a//b'");
			assertThatIllegalArgumentException().isThrownBy(() -> watches.data("/a", Object.class, (event) -> {
			})).withMessageContaining("Object");
			assertThatIllegalArgumentException().isThrownBy(() -> watches.data("/a", int.class, (event) -> {
			})).withMessageContaining("int");
			assertThatIllegalArgumentException().isThrownBy(() -> watches.data("/a", String.class,
					WatchOptions.defaults().withSettle(Duration.ofSeconds(1)), (event) -> {
					}))
				.withMessageContaining("settle");
			assertThatIllegalArgumentException()
				.isThrownBy(() -> watches.children("/a", WatchOptions.defaults().withDepth(1), (event) -> {
				}))
				.withMessageContaining("depth");
			assertThat(registry(context).watches()).isEmpty();
		});
	}

	@Test
	void usesErrorHandlerOfSingleWatch() {
		foreign.write("/test/a", "one");
		this.contextRunner.run((context) -> {
			ZkWatch watch = watches(context).data("/test/a", Integer.class,
					WatchOptions.defaults().withErrorHandler(WatchErrorHandler.stopping()), (event) -> {
					});
			await().until(watch::isClosed);
			assertThat(registry(context).watches()).isEmpty();
		});
	}

	@Test
	void deliversNewestStateOnResumeAfterPause() {
		this.contextRunner.withBean(Early.class).run((context) -> {
			ZkWatch watch = registry(context).watch("early").orElseThrow();
			List<@Nullable Integer> early = context.getBean(Early.class).calls;
			ZkWatch other = watches(context).data("/test/a", Integer.class, (event) -> this.calls.add(event.payload()));
			await().until(() -> !other.isStale());
			watch.pause();
			foreign.write("/test/a", "1");
			foreign.write("/test/a", "2");
			await().until(() -> this.calls.contains(2));
			assertThat(early).hasSize(1);
			assertThat(watch.isPaused()).isTrue();
			assertThat(watch.isStale()).isTrue();
			assertThat(other.isStale()).isFalse();
			watch.resume();
			await().until(() -> early.size() == 2);
			assertThat(early).containsExactly(null, 2);
			await().until(() -> !watch.isStale());
			watch.pause();
			watch.resume();
			foreign.write("/test/a", "3");
			await().until(() -> early.size() == 3);
			assertThat(early).endsWith(3);
		});
	}

	@Test
	void continuesAfterContextIsStoppedAndStarted() {
		foreign.write("/test/a", "1");
		this.contextRunner.withBean(Early.class).withBean("annotated", Annotated.class).run((context) -> {
			ConfigurableApplicationContext application = context.getSourceApplicationContext();
			List<@Nullable Integer> early = context.getBean(Early.class).calls;
			List<@Nullable Integer> annotated = context.getBean(Annotated.class).calls;
			application.stop();
			assertThat(registry(context).watch("early").orElseThrow().isStale()).isTrue();
			application.start();
			await().until(() -> registry(context).watches().stream().noneMatch(ZkWatch::isStale));
			application.stop();
			foreign.write("/test/a", "2");
			application.start();
			await().until(() -> early.size() == 2 && annotated.size() == 2);
			assertThat(early).containsExactly(1, 2);
			assertThat(annotated).containsExactly(1, 2);
			foreign.write("/test/a", "-1");
			await().until(() -> registry(context).watch("annotated.changed").orElseThrow().isClosed());
			application.stop();
			application.start();
			foreign.write("/test/a", "4");
			await().until(() -> early.contains(4));
			assertThat(annotated).containsExactly(1, 2, -1);
		});
	}

	@Test
	void endsWithTheContextAndOpensNothingAfterwards() {
		AtomicReference<ZkWatch> watch = new AtomicReference<>();
		AtomicReference<ZkWatches> watches = new AtomicReference<>();
		this.contextRunner.run((context) -> {
			watches.set(watches(context));
			watch.set(watches(context).data("/test/a", Integer.class, (event) -> this.calls.add(event.payload())));
			await().until(() -> this.calls.size() == 1);
		});
		assertThat(watch.get().isClosed()).isTrue();
		assertThatIllegalStateException().isThrownBy(() -> watches.get().children("/test/a", (event) -> {
		}));
	}

	private static ZkWatches watches(ApplicationContext context) {
		return context.getBean(ZkWatches.class);
	}

	private static ZkWatchRegistry registry(ApplicationContext context) {
		return context.getBean(ZkWatchRegistry.class);
	}

	record Named(String name) {

	}

	/**
	 * Opens its watch before the context has started.
	 */
	static class Early {

		final List<@Nullable Integer> calls = Collections.synchronizedList(new ArrayList<>());

		Early(ZkWatches watches) {
			watches.data("/test/a", Integer.class, WatchOptions.defaults().withId("early"),
					(event) -> this.calls.add(event.payload()));
		}

	}

	static class Annotated {

		final List<@Nullable Integer> calls = Collections.synchronizedList(new ArrayList<>());

		@ZkDataWatch("/test/a")
		boolean changed(Integer number) {
			this.calls.add(number);
			return number >= 0;
		}

	}

}
