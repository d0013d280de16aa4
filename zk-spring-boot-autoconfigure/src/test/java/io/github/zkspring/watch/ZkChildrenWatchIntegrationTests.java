package io.github.zkspring.watch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.zkspring.faults.ForeignClient;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * {@link ZkChildrenWatch} against a real server in its own process.
 */
class ZkChildrenWatchIntegrationTests extends AbstractWatchIntegrationTests {

	@Test
	void treatsAMissingParentAsEmptyAndWatchesForIt() {
		this.contextRunner.withBean(Members.class).run((context) -> {
			List<List<String>> calls = context.getBean(Members.class).calls;
			assertThat(calls).containsExactly(List.of());
			foreign.write("/test/members/smith", "");
			await().until(() -> List.of("smith").equals(last(calls)));
			foreign.write("/test/members/george", "");
			await().until(() -> List.of("george", "smith").equals(last(calls)));
			foreign.delete("/test/members");
			await().until(() -> List.of().equals(last(calls)));
			assertThat(calls.subList(0, 2)).containsExactly(List.of(), List.of("smith"));
		});
	}

	@Test
	void deliversChangesMadeWhileDisconnectedAndAfterExpiry() {
		foreign.write("/test/members/a", "");
		this.contextRunner.withBean(Members.class).run((context) -> {
			List<List<String>> calls = context.getBean(Members.class).calls;
			server.kill();
			server.launch();
			foreign.write("/test/members/b", "");
			await().atMost(Duration.ofSeconds(20)).until(() -> List.of("a", "b").equals(last(calls)));
			ForeignClient.expire(context.getBean(CuratorFramework.class));
			foreign.write("/test/members/c", "");
			await().atMost(Duration.ofSeconds(20)).until(() -> List.of("a", "b", "c").equals(last(calls)));
			foreign.write("/test/members/d", "");
			await().until(() -> List.of("a", "b", "c", "d").equals(last(calls)));
			assertThat(calls).containsExactly(List.of("a"), List.of("a", "b"), List.of("a", "b", "c"),
					List.of("a", "b", "c", "d"));
		});
	}

	@Test
	void deliversPayloadsAndDifferences() {
		foreign.write("/test/limits/x", "1");
		foreign.write("/test/limits/y", "2");
		this.contextRunner.withBean(Limits.class).run((context) -> {
			Limits bean = context.getBean(Limits.class);
			assertThat(bean.limits).containsExactly(Map.entry("x", 1), Map.entry("y", 2));
			assertThat(bean.event.added()).containsExactly("x", "y");
			foreign.write("/test/limits/x", "10");
			await().until(() -> bean.limits.get("x") == 10);
			assertThat(bean.event.updated()).containsExactly("x");
			foreign.delete("/test/limits/y");
			await().until(() -> bean.limits.size() == 1);
			assertThat(bean.event.removed()).containsExactly("y");
			foreign.write("/test/limits/z", "3");
			await().until(() -> bean.limits.size() == 2);
			assertThat(bean.event.added()).containsExactly("z");
			assertThat(bean.stat.getNumChildren()).isEqualTo(2);
		});
	}

	@Test
	void keepsLastGoodValueOfChildWithUnreadablePayload() {
		foreign.write("/test/limits/x", "1");
		foreign.write("/test/limits/y", "two");
		this.contextRunner.withBean(Limits.class).run((context) -> {
			Limits bean = context.getBean(Limits.class);
			assertThat(bean.limits).containsExactly(Map.entry("x", 1));
			foreign.write("/test/limits/x", "eleven");
			foreign.write("/test/limits/y", "2");
			await().until(() -> Map.of("x", 1, "y", 2).equals(bean.limits));
		});
	}

	@Test
	void deliversAfterChildrenSettle() {
		this.contextRunner.withBean(Settled.class).run((context) -> {
			List<Set<String>> calls = context.getBean(Settled.class).calls;
			assertThat(calls).containsExactly(Set.of());
			for (String name : List.of("a", "b", "c", "d")) {
				foreign.write("/test/crowd/" + name, "");
			}
			await().until(() -> calls.size() == 2);
			assertThat(calls.get(1)).containsExactly("a", "b", "c", "d");
		});
	}

	private static <T> T last(List<T> calls) {
		return calls.get(calls.size() - 1);
	}

	static class Members {

		final List<List<String>> calls = Collections.synchronizedList(new ArrayList<>());

		@ZkChildrenWatch("/test/${members.path:members}")
		void changed(List<String> names) {
			this.calls.add(names);
		}

	}

	static class Limits {

		volatile Map<String, Integer> limits = Map.of();

		volatile ChildrenEvent<Integer> event;

		volatile Stat stat;

		@ZkChildrenWatch("/test/limits")
		void changed(ChildrenEvent<Integer> event, @Nullable Stat stat, Map<String, Integer> limits) {
			this.event = event;
			this.stat = stat;
			this.limits = limits;
		}

	}

	static class Settled {

		final List<Set<String>> calls = Collections.synchronizedList(new ArrayList<>());

		@ZkChildrenWatch(path = "/test/crowd", settle = "${settle:500ms}")
		void changed(Set<String> names) {
			this.calls.add(names);
		}

	}

}
