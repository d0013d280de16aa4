package io.github.zkspring.watch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import io.github.zkspring.faults.ForeignClient;
import io.github.zkspring.faults.Timeouts;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * {@link ZkTreeWatch} against a real server in its own process, with what kazoo's tests
 * ask of {@code TreeCache}.
 */
class ZkTreeWatchIntegrationTests extends AbstractWatchIntegrationTests {

	private static final Duration LONG = Timeouts.LONG;

	@Test
	void deliversInitialTreeBeforeContextIsReady() {
		foreign.write("/test/tree", "0");
		foreign.write("/test/tree/b/x", "2");
		foreign.write("/test/tree/a", "1");
		this.contextRunner.withBean(Znodes.class).withBean(Whole.class).run((context) -> {
			assertThat(calls(context)).startsWith("INITIAL /test/tree 0 null")
				.containsSubsequence("INITIAL /test/tree/b  null", "INITIAL /test/tree/b/x 2 null")
				.contains("INITIAL /test/tree/a 1 null")
				.hasSize(4);
			assertThat(whole(context).last()).containsExactly(Map.entry("/test/tree", "0"),
					Map.entry("/test/tree/a", "1"), Map.entry("/test/tree/b", ""), Map.entry("/test/tree/b/x", "2"));
		});
	}

	@Test
	void deliversMissingRootAndItsCreation() {
		this.contextRunner.withBean(Znodes.class).withBean(Whole.class).run((context) -> {
			assertThat(calls(context)).containsExactly("INITIAL /test/tree null null");
			assertThat(whole(context).last()).isEmpty();
			foreign.write("/test/tree", "0");
			awaitCall(context, "CREATED /test/tree 0 null");
			foreign.delete("/test/tree");
			awaitCall(context, "DELETED /test/tree null 0");
			foreign.write("/test/tree/a", "1");
			awaitCall(context, "CREATED /test/tree/a 1 null");
			await().until(() -> Map.of("/test/tree", "", "/test/tree/a", "1").equals(whole(context).last()));
		});
	}

	@Test
	void deliversCreationsChangesAndDeletionsWithDataAndVersion() {
		foreign.write("/test/tree", "0");
		this.contextRunner.withBean(Znodes.class).withBean(Whole.class).run((context) -> {
			foreign.write("/test/tree/foo", "1");
			awaitCall(context, "CREATED /test/tree/foo 1 null");
			foreign.write("/test/tree/foo", "2");
			awaitCall(context, "CHANGED /test/tree/foo 2 1");
			assertThat(context.getBean(Znodes.class).stat.getVersion()).isOne();
			foreign.delete("/test/tree/foo");
			awaitCall(context, "DELETED /test/tree/foo null 2");
			assertThat(calls(context)).hasSize(4);
			await().until(() -> whole(context).event.removed().contains("/test/tree/foo")
					|| !whole(context).event.children().containsKey("/test/tree/foo"));
		});
	}

	@Test
	void deliversDeletionOfSubtreeDeepestFirst() {
		foreign.write("/test/tree/foo/bar/baz", "3");
		foreign.write("/test/tree/foo/bar", "2");
		foreign.write("/test/tree/foo", "1");
		this.contextRunner.withBean(Znodes.class).run((context) -> {
			foreign.delete("/test/tree/foo");
			awaitCall(context, "DELETED /test/tree/foo null 1");
			assertThat(calls(context)).endsWith("DELETED /test/tree/foo/bar/baz null 3",
					"DELETED /test/tree/foo/bar null 2", "DELETED /test/tree/foo null 1");
		});
	}

	@Test
	void deliversOnlyDifferenceAfterServerRestartAndSessionExpiry() {
		foreign.write("/test/tree/a", "1");
		foreign.write("/test/tree/b", "2");
		foreign.write("/test/tree/c", "3");
		this.contextRunner.withBean(Znodes.class).withBean(Whole.class).run((context) -> {
			int before = calls(context).size();
			server.kill();
			server.launch();
			foreign.write("/test/tree/a", "10");
			foreign.delete("/test/tree/b");
			awaitCall(context, "CHANGED /test/tree/a 10 1");
			awaitCall(context, "DELETED /test/tree/b null 2");
			ForeignClient.expire(context.getBean(CuratorFramework.class));
			foreign.write("/test/tree/d", "4");
			awaitCall(context, "CREATED /test/tree/d 4 null");
			assertThat(calls(context)).hasSize(before + 3);
			await().atMost(LONG)
				.until(() -> Map.of("/test/tree", "", "/test/tree/a", "10", "/test/tree/c", "3", "/test/tree/d", "4")
					.equals(whole(context).last()));
		});
	}

	@Test
	void watchesOnlyConfiguredDepthAndFilter() {
		foreign.write("/test/tree/eu/limits", "1");
		foreign.write("/test/tree/eu/other", "2");
		foreign.write("/test/tree/eu/de/limits", "3");
		this.contextRunner.withBean(Filtered.class).run((context) -> {
			Filtered bean = context.getBean(Filtered.class);
			assertThat(bean.filtered).containsExactlyInAnyOrder("/test/tree/eu/de/limits", "/test/tree/eu/limits");
			assertThat(bean.shallow).containsExactly("/test/tree", "/test/tree/eu");
			foreign.write("/test/tree/us/limits", "4");
			await().atMost(LONG)
				.until(() -> bean.filtered.contains("/test/tree/us/limits") && bean.shallow.contains("/test/tree/us"));
			assertThat(bean.filtered).doesNotContain("/test/tree/us");
			assertThat(bean.shallow).doesNotContain("/test/tree/us/limits");
		});
	}

	@Test
	void keepsLastGoodValueOfZnodeWithUnreadablePayload() {
		foreign.write("/test/tree", "0");
		foreign.write("/test/tree/a", "1");
		this.contextRunner.withBean(Numbers.class).run((context) -> {
			Numbers bean = context.getBean(Numbers.class);
			foreign.write("/test/tree/a", "one");
			await().until(() -> !bean.errors.isEmpty());
			foreign.write("/test/tree/b", "2");
			await().until(() -> Map.of("/test/tree", 0, "/test/tree/a", 1, "/test/tree/b", 2).equals(bean.tree));
			assertThat(bean.errors)
				.allMatch((error) -> error.path().equals("/test/tree/a") && error.kind() == WatchError.Kind.PAYLOAD);
		});
	}

	@Test
	void endsWhenWatchIsClosedByApplication() {
		foreign.write("/test/tree/a", "1");
		List<String> calls = Collections.synchronizedList(new ArrayList<>());
		this.contextRunner.run((context) -> {
			ZkWatch watch = context.getBean(ZkWatches.class)
				.tree("/test/tree", String.class, (event) -> calls.add(event.path()));
			await().until(() -> calls.size() == 2);
			assertThat(watch.kind()).isEqualTo(ZkWatch.Kind.TREE);
			watch.close();
			foreign.write("/test/tree/b", "2");
			List<Integer> sizes = Collections.synchronizedList(new ArrayList<>());
			context.getBean(ZkWatches.class)
				.wholeTree("/test/tree", String.class, (event) -> sizes.add(event.children().size()));
			await().until(() -> sizes.contains(3));
			assertThat(calls).hasSize(2);
		});
	}

	private static void awaitCall(ApplicationContext context, String call) {
		await().atMost(LONG).untilAsserted(() -> assertThat(calls(context)).contains(call));
	}

	private static List<String> calls(ApplicationContext context) {
		return context.getBean(Znodes.class).calls;
	}

	private static Whole whole(ApplicationContext context) {
		return context.getBean(Whole.class);
	}

	static class Znodes {

		final List<String> calls = Collections.synchronizedList(new ArrayList<>());

		volatile @Nullable Stat stat;

		@ZkTreeWatch("/test/tree")
		void changed(@ZkPath String path, @Nullable String text, ZnodeEvent<String> event, @Nullable Stat stat) {
			if (stat != null) {
				this.stat = stat;
			}
			this.calls.add(event.type() + " " + path + " " + text + " " + event.previousPayload());
		}

	}

	static class Whole {

		volatile ChildrenEvent<String> event;

		volatile Map<String, String> tree;

		@ZkTreeWatch("/test/tree")
		void changed(ChildrenEvent<String> event, Map<String, String> tree) {
			this.tree = tree;
			this.event = event;
		}

		Map<String, String> last() {
			return this.tree;
		}

	}

	static class Filtered {

		final List<String> filtered = Collections.synchronizedList(new ArrayList<>());

		final List<String> shallow = Collections.synchronizedList(new ArrayList<>());

		@ZkTreeWatch(path = "/test/tree", filter = "**/limits")
		void filtered(@ZkPath String path) {
			this.filtered.add(path);
		}

		@ZkTreeWatch(path = "/test/tree", depth = 1)
		void shallow(@ZkPath String path) {
			this.shallow.add(path);
		}

	}

	static class Numbers implements WatchErrorHandler {

		final List<WatchError> errors = Collections.synchronizedList(new ArrayList<>());

		volatile Map<String, Integer> tree = Map.of();

		@ZkTreeWatch("/test/tree")
		void changed(Map<String, Integer> tree) {
			this.tree = tree;
		}

		@Override
		public void handle(WatchError error) {
			this.errors.add(error);
		}

	}

}
