package io.github.zkspring.watch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import io.github.zkspring.faults.ForeignClient;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * {@link ZkDataWatch} against a real server in its own process.
 */
class ZkDataWatchIntegrationTests extends AbstractWatchIntegrationTests {

	@Test
	void deliversPresentStateBeforeTheContextIsReady() {
		foreign.write("/test/text", "hello");
		this.contextRunner.withBean(Texts.class)
			.run((context) -> assertThat(context.getBean(Texts.class).calls).containsExactly("hello"));
	}

	@Test
	void deliversMissingCreatedDeletedCreated() {
		this.contextRunner.withBean(Texts.class).run((context) -> {
			List<@Nullable String> calls = context.getBean(Texts.class).calls;
			foreign.write("/test/text", "v");
			await().until(() -> calls.size() == 2);
			foreign.delete("/test/text");
			await().until(() -> calls.size() == 3);
			foreign.write("/test/text", "v");
			await().until(() -> calls.size() == 4);
			assertThat(calls).containsExactly(null, "v", null, "v");
		});
	}

	@Test
	void deliversEveryKindOfArgument() {
		foreign.write("/test/all", "41");
		this.contextRunner.withBean(AllArguments.class).run((context) -> {
			AllArguments bean = context.getBean(AllArguments.class);
			assertThat(bean.payload).isEqualTo(41);
			assertThat(bean.optional).contains(41);
			assertThat(bean.stat.getVersion()).isZero();
			assertThat(bean.path).isEqualTo("/test/all");
			assertThat(bean.event.type()).isEqualTo(ZnodeEvent.Type.INITIAL);
			foreign.write("/test/all", " 42\n");
			await().until(() -> bean.payload == 42);
			assertThat(bean.event.type()).isEqualTo(ZnodeEvent.Type.CHANGED);
			assertThat(bean.event.previousPayload()).isEqualTo(41);
			assertThat(bean.stat.getVersion()).isEqualTo(1);
		});
	}

	@Test
	void deliversRecordsAsJsonAndKeepsLastGoodValue() {
		foreign.write("/test/json", "{\"currency\":\"EUR\",\"vat\":19}");
		this.contextRunner.withBean(Records.class).run((context) -> {
			Records bean = context.getBean(Records.class);
			assertThat(bean.calls).containsExactly(new Pricing("EUR", 19));
			foreign.write("/test/json", "{ secret");
			await().until(() -> bean.errors.size() == 1);
			assertThat(bean.errors.get(0).kind()).isEqualTo(WatchError.Kind.PAYLOAD);
			assertThat(bean.errors.get(0).cause()).hasNoCause();
			assertThat(bean.errors.get(0).toString()).doesNotContain("secret");
			foreign.write("/test/json", "{\"currency\":\"CHF\",\"vat\":8}");
			await().until(() -> bean.calls.size() == 2);
			assertThat(bean.calls.get(1)).isEqualTo(new Pricing("CHF", 8));
		});
	}

	@Test
	void deliversLastStateWhenServerRestarts() {
		foreign.write("/test/text", "before");
		this.contextRunner.withBean(Texts.class).run((context) -> {
			List<@Nullable String> calls = context.getBean(Texts.class).calls;
			server.kill();
			server.launch();
			foreign.write("/test/text", "after");
			await().atMost(Duration.ofSeconds(20)).until(() -> "after".equals(calls.get(calls.size() - 1)));
			foreign.write("/test/text", "later");
			await().until(() -> "later".equals(calls.get(calls.size() - 1)));
			assertThat(calls).containsExactly("before", "after", "later");
		});
	}

	@Test
	void deliversNextChangeWhenSessionExpires() {
		foreign.write("/test/text", "before");
		this.contextRunner.withBean(Texts.class).run((context) -> {
			List<@Nullable String> calls = context.getBean(Texts.class).calls;
			ForeignClient.expire(context.getBean(CuratorFramework.class));
			foreign.write("/test/text", "after");
			await().atMost(Duration.ofSeconds(20)).until(() -> calls.size() == 2);
			foreign.write("/test/text", "later");
			await().until(() -> calls.size() == 3);
			assertThat(calls).containsExactly("before", "after", "later");
		});
	}

	record Pricing(String currency, int vat) {

	}

	static class Texts {

		final List<@Nullable String> calls = Collections.synchronizedList(new ArrayList<>());

		@ZkDataWatch("/test/text")
		void changed(@Nullable String text) {
			this.calls.add(text);
		}

	}

	static class AllArguments {

		volatile int payload;

		volatile Optional<Integer> optional = Optional.empty();

		volatile Stat stat;

		volatile String path;

		volatile ZnodeEvent<Integer> event;

		@ZkDataWatch("/test/all")
		void changed(@ZkPath String path, ZnodeEvent<Integer> event, Optional<Integer> optional, Stat stat,
				Integer payload) {
			this.path = path;
			this.event = event;
			this.optional = optional;
			this.stat = stat;
			this.payload = payload;
		}

	}

	static class Records implements WatchErrorHandler {

		final List<Pricing> calls = Collections.synchronizedList(new ArrayList<>());

		final List<WatchError> errors = Collections.synchronizedList(new ArrayList<>());

		@ZkDataWatch("/test/json")
		void changed(Pricing pricing) {
			this.calls.add(pricing);
		}

		@Override
		public void handle(WatchError error) {
			this.errors.add(error);
		}

	}

}
