package io.github.zkspring.template;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import io.github.zkspring.client.CodecException;
import io.github.zkspring.client.PayloadTooLargeException;
import io.github.zkspring.client.ZkAccessDeniedException;
import io.github.zkspring.client.ZkException;
import io.github.zkspring.client.ZkSession;
import io.github.zkspring.client.ZkUnavailableException;
import io.github.zkspring.client.ZnodeExistsException;
import io.github.zkspring.client.ZnodeNotEmptyException;
import io.github.zkspring.client.ZnodeNotFoundException;
import io.github.zkspring.client.ZnodeVersionException;
import io.github.zkspring.codec.LeakingCodec;
import io.github.zkspring.codec.LeakingCodec.Password;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Stat;
import org.junit.jupiter.api.Test;

import org.springframework.core.ParameterizedTypeReference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/**
 * What kazoo's client does, on a real server.
 */
class ZkTemplateIntegrationTests extends AbstractTemplateIntegrationTests {

	private void run(Consumer<ZkTemplate> test) {
		this.runner.run((context) -> test.accept(context.getBean(ZkTemplate.class)));
	}

	@Test
	void createsAndReads() {
		run((template) -> {
			CreatedZnode created = template.create("/t/a", "value");
			assertThat(created.path()).isEqualTo("/t/a");
			assertThat(created.stat().getCzxid()).isPositive();
			Znode<String> read = template.get("/t/a", String.class).orElseThrow();
			assertThat(read.payload()).isEqualTo("value");
			assertThat(read.stat()).isEqualTo(created.stat());
			assertThat(read.toString()).contains("/t/a").doesNotContain("value");
		});
	}

	@Test
	void createsWithoutPayload() {
		run((template) -> {
			template.create("/t/none", null);
			assertThat(template.get("/t/none", String.class).orElseThrow().payload()).isNull();
			template.create("/t/empty", "");
			assertThat(template.get("/t/empty", String.class).orElseThrow().payload()).isEmpty();
		});
	}

	@Test
	void refusesToCreateExistingZnodeOrWithoutParent() {
		run((template) -> {
			template.create("/t/a", "1");
			assertThatExceptionOfType(ZnodeExistsException.class).isThrownBy(() -> template.create("/t/a", "secret"))
				.withMessageContaining("/t/a")
				.withMessageNotContaining("secret")
				.withCauseInstanceOf(KeeperException.NodeExistsException.class)
				.satisfies((ex) -> assertThat(ex.getStackTrace()).extracting(StackTraceElement::getClassName)
					.contains(ZkTemplateIntegrationTests.class.getName()));
			assertThatExceptionOfType(ZnodeNotFoundException.class).isThrownBy(() -> template.create("/t/x/y", "1"));
			template.create("/t/e", "1", CreateOptions.ephemeral());
			assertThatExceptionOfType(ZkException.class).isThrownBy(() -> template.create("/t/e/child", "1"))
				.withMessageContaining("ephemeral znode has no children");
		});
	}

	@Test
	void createsMissingParentsWithTheSameAcl() {
		List<ACL> readOnly = List.of(new ACL(ZooDefs.Perms.ALL & ~ZooDefs.Perms.ADMIN, ZooDefs.Ids.ANYONE_ID_UNSAFE));
		run((template) -> {
			template.create("/t/x/y/z", 7, CreateOptions.persistent().withParents().withAcl(readOnly));
			assertThat(template.get("/t/x/y/z", Integer.class).orElseThrow().payload()).isEqualTo(7);
			assertThat(template.acl("/t/x/y").entries()).isEqualTo(readOnly);
			assertThat(template.acl("/t/x").entries()).isEqualTo(readOnly);
		});
	}

	@Test
	void createsEphemeralsThatEndWithSession() {
		run((template) -> {
			assertThat(template.create("/t/e", null, CreateOptions.ephemeral()).stat().getEphemeralOwner()).isNotZero();
			assertThat(foreign.children("/t")).containsExactly("e");
		});
		assertThat(foreign.children("/t")).isEmpty();
	}

	@Test
	void createsSequentialZnodes() {
		run((template) -> {
			CreateOptions options = CreateOptions.persistent().sequential();
			assertThat(template.create("/t/job-", null, options).path()).matches("/t/job-[0-9a-f-]{36}-0000000000");
			assertThat(template.create("/t/job-", null, options.withoutMarker()).path()).isEqualTo("/t/job-0000000001");
			assertThat(template.create("/t/", null, options.withoutMarker()).path()).isEqualTo("/t/0000000002");
			assertThat(template.create("/t/new/", null, options.withParents()).path()).startsWith("/t/new/");
		});
	}

	@Test
	void createsContainersAndZnodesWithATimeToLive() {
		run((template) -> {
			template.create("/t/c", null, CreateOptions.container());
			template.create("/t/l", null, CreateOptions.ttl(Duration.ofMinutes(1)));
			template.create("/t/l-", null, CreateOptions.ttl(Duration.ofMinutes(1)).sequential());
			assertThat(foreign.children("/t")).hasSize(3);
		});
	}

	@Test
	void ensuresPaths() {
		run((template) -> {
			assertThat(template.ensurePath("/t/a/b/c")).isFalse();
			assertThat(template.ensurePath("/t/a/b/c")).isTrue();
			assertThat(template.ensurePath("/")).isTrue();
		});
	}

	@Test
	void checksExistence() {
		run((template) -> {
			assertThat(template.exists("/t")).map(Stat::getDataLength).contains(4);
			assertThat(template.exists("/t/none")).isEmpty();
			assertThat(template.get("/t/none", String.class)).isEmpty();
		});
	}

	@Test
	void readsAndWritesTypes() {
		run((template) -> {
			template.create("/t/price", new Price("EUR", 3));
			assertThat(template.get("/t/price", Price.class).orElseThrow().payload()).isEqualTo(new Price("EUR", 3));
			template.create("/t/list", List.of(1, 2));
			assertThat(template.get("/t/list", new ParameterizedTypeReference<List<Integer>>() {
			}).orElseThrow().payload()).containsExactly(1, 2);
			template.set("/t/price", "secret");
			assertThatExceptionOfType(CodecException.class).isThrownBy(() -> template.get("/t/price", Price.class))
				.withMessageContaining("/t/price")
				.withMessageNotContaining("secret");
		});
	}

	@Test
	void writesWithAndWithoutVersion() {
		run((template) -> {
			assertThat(template.set("/t", "a").getVersion()).isEqualTo(1);
			assertThat(template.compareAndSet("/t", "b", 1).getVersion()).isEqualTo(2);
			assertThatExceptionOfType(ZnodeVersionException.class)
				.isThrownBy(() -> template.compareAndSet("/t", "c", 1));
			assertThatExceptionOfType(ZnodeNotFoundException.class).isThrownBy(() -> template.set("/t/none", "c"));
			assertThatIllegalArgumentException().isThrownBy(() -> template.compareAndSet("/t", "c", -1));
			assertThat(template.get("/t", String.class).orElseThrow().payload()).isEqualTo("b");
		});
	}

	@Test
	void repeatsUpdateAfterConcurrentWrite() {
		run((template) -> {
			template.create("/t/n", 0);
			IntStream.range(0, 3).parallel().forEach((thread) -> {
				for (int round = 0; round < 10; round++) {
					template.update("/t/n", Integer.class, (n) -> n + 1);
				}
			});
			assertThat(template.async().update("/t/n", Integer.class, (n) -> n + 1).join().payload()).isEqualTo(31);
			assertThatExceptionOfType(ZnodeNotFoundException.class)
				.isThrownBy(() -> template.update("/t/none", Integer.class, (n) -> n));
		});
	}

	@Test
	void failsUpdateWhenEveryAttemptIsOvertaken() {
		run((template) -> assertThatExceptionOfType(ZnodeVersionException.class)
			.isThrownBy(() -> template.update("/t", String.class, (value) -> {
				foreign.write("/t", "faster");
				return "slower";
			})));
	}

	@Test
	void listsChildrenWithTheirData() {
		run((template) -> {
			assertThat(template.children("/t")).isEmpty();
			List<Integer> numbers = IntStream.range(0, 1000).boxed().toList();
			numbers.stream().map((n) -> template.async().create("/t/" + n, n)).toList().forEach((each) -> each.join());
			assertThat(template.children("/t")).hasSize(1000);
			Map<String, Znode<Integer>> children = template.childrenWithData("/t", Integer.class);
			assertThat(children).hasSize(1000);
			assertThat(children.get("77").payload()).isEqualTo(77);
			assertThat(children.get("77").path()).isEqualTo("/t/77");
			assertThatExceptionOfType(ZnodeNotFoundException.class)
				.isThrownBy(() -> template.childrenWithData("/t/none", String.class));
		});
	}

	@Test
	void deletes() {
		run((template) -> {
			template.create("/t/a/b", null, CreateOptions.persistent().withParents());
			assertThatExceptionOfType(ZnodeNotEmptyException.class).isThrownBy(() -> template.delete("/t/a"));
			assertThatExceptionOfType(ZnodeVersionException.class).isThrownBy(() -> template.delete("/t/a/b", 5));
			template.delete("/t/a/b", 0);
			template.delete("/t/a");
			assertThatExceptionOfType(ZnodeNotFoundException.class).isThrownBy(() -> template.delete("/t/a"));
		});
	}

	@Test
	void deletesSubtrees() {
		run((template) -> {
			CompletableFuture
				.allOf(IntStream.range(0, 300)
					.mapToObj((n) -> template.async()
						.create("/t/tree/%d/x/y".formatted(n), null, CreateOptions.persistent().withParents()))
					.toArray(CompletableFuture[]::new))
				.join();
			template.deleteRecursively("/t/tree");
			assertThat(foreign.children("/t")).isEmpty();
			template.deleteRecursively("/t/tree");
			assertThatIllegalArgumentException().isThrownBy(() -> template.deleteRecursively("/"));
		});
	}

	@Test
	void deletesSubtreeThatGrowsMeanwhile() {
		run((template) -> {
			template.create("/t/tree/a", null, CreateOptions.persistent().withParents());
			for (int n = 0; n < 200; n++) {
				template.async().create("/t/tree/a/" + n, null);
			}
			template.async().deleteRecursively("/t/tree").join();
			template.sync("/t");
			template.deleteRecursively("/t/tree");
			assertThat(foreign.children("/t")).isEmpty();
		});
	}

	@Test
	void readsAndChangesAcls() {
		List<ACL> own = List.of(new ACL(ZooDefs.Perms.READ | ZooDefs.Perms.ADMIN, ZooDefs.Ids.ANYONE_ID_UNSAFE));
		run((template) -> {
			template.create("/t/a", "1");
			assertThat(template.acl("/t/a").entries()).isEqualTo(ZooDefs.Ids.OPEN_ACL_UNSAFE);
			assertThat(template.setAcl("/t/a", own, 0).getAversion()).isEqualTo(1);
			assertThat(template.acl("/t/a").entries()).isEqualTo(own);
			assertThatExceptionOfType(ZnodeVersionException.class).isThrownBy(() -> template.setAcl("/t/a", own, 0));
			assertThatExceptionOfType(ZkAccessDeniedException.class).isThrownBy(() -> template.set("/t/a", "secret"))
				.withMessageContaining("/t/a")
				.withMessageNotContaining("secret");
			assertThat(template.setAcl("/t/a", ZooDefs.Ids.OPEN_ACL_UNSAFE).getAversion()).isEqualTo(2);
		});
	}

	@Test
	void readsWritesOfOtherClientsAfterSync() {
		run((template) -> {
			foreign.write("/t", "newest");
			template.sync("/t");
			assertThat(template.get("/t", String.class).orElseThrow().payload()).isEqualTo("newest");
		});
	}

	@Test
	void concealsPayloadWhenCodecQuotesIt() {
		this.runner.withBean(LeakingCodec.class).run((context) -> {
			ZkTemplate template = context.getBean(ZkTemplate.class);
			foreign.write("/t/p", "hunter2");
			assertThatExceptionOfType(CodecException.class).isThrownBy(() -> template.get("/t/p", Password.class))
				.withMessageContainingAll("/t/p", Password.class.getName(), IllegalStateException.class.getName())
				.withMessageNotContaining("hunter2")
				.withNoCause();
			assertThatExceptionOfType(CodecException.class)
				.isThrownBy(() -> template.set("/t/p", new Password("hunter2")))
				.withMessageContainingAll("/t/p", Password.class.getName(), IllegalStateException.class.getName())
				.withMessageNotContaining("hunter2")
				.withNoCause();
			assertThat(template.async().get("/t/p", Password.class)).failsWithin(Duration.ofSeconds(20))
				.withThrowableThat()
				.withCauseInstanceOf(CodecException.class)
				.withMessageNotContaining("hunter2");
		});
	}

	@Test
	void refusesPayloadsThatAreTooLong() {
		run((template) -> {
			assertThatExceptionOfType(PayloadTooLargeException.class)
				.isThrownBy(() -> template.create("/t/big", new byte[1024 * 1024]))
				.withMessageContaining("/t/big");
			assertThatExceptionOfType(PayloadTooLargeException.class).isThrownBy(() -> template
				.transaction((tx) -> tx.create("/t/big", new byte[600_000]).set("/t/big", new byte[600_000])));
			template.create("/t/fits", new byte[1024 * 1024 - 1024]);
			assertThat(template.get("/t/fits", byte[].class).orElseThrow().payload()).hasSize(1024 * 1024 - 1024);
		});
		this.runner.withPropertyValues("zk.watch.max-payload=3B").run((context) -> {
			ZkTemplate template = context.getBean(ZkTemplate.class);
			assertThatExceptionOfType(PayloadTooLargeException.class)
				.isThrownBy(() -> template.get("/t", String.class));
			assertThatExceptionOfType(PayloadTooLargeException.class).isThrownBy(() -> template.set("/t", "long"));
		});
	}

	@Test
	void refusesUnreadablePayloadAfterOneLostConnection() throws Exception {
		foreign.curator().setData().forPath("/t", new byte[2_000_000]);
		this.runner.withPropertyValues("zk.watch.max-payload=3MB")
			.run((context) -> assertThatExceptionOfType(PayloadTooLargeException.class)
				.isThrownBy(() -> context.getBean(ZkTemplate.class).get("/t", byte[].class)));
	}

	@Test
	void checksPaths() {
		run((template) -> {
			assertThatIllegalArgumentException().isThrownBy(() -> template.exists("t"));
			assertThatIllegalArgumentException().isThrownBy(() -> template.create("/t/", null));
			assertThatIllegalArgumentException().isThrownBy(() -> template.transaction((tx) -> tx.delete("/t//a")));
		});
	}

	@Test
	void prefixesNamespace() throws Exception {
		this.runner.withPropertyValues("zk.namespace=t/app").run((context) -> {
			ZkTemplate template = context.getBean(ZkTemplate.class);
			assertThat(template.create("/a", "1").path()).isEqualTo("/a");
			assertThat(template.transaction((tx) -> tx.create("/b", "1")).get(0).path()).isEqualTo("/b");
			assertThat(template.create("/s-", null, CreateOptions.ephemeral().sequential()).path()).startsWith("/s-");
			assertThat(template.children("/")).contains("a", "b");
			assertThat(new String(foreign.curator().getData().forPath("/t/app/a"), StandardCharsets.UTF_8))
				.isEqualTo("1");
		});
	}

	@Test
	void endsPendingRequestsWhenContextCloses() {
		this.runner.withPropertyValues("zk.connect-string=" + proxy.connectString()).run((context) -> {
			proxy.swallowAnswers();
			var lost = context.getBean(ZkTemplate.class).async().exists("/t");
			ZkTemplate template = context.getBean(ZkTemplate.class);
			context.close();
			await().atMost(Duration.ofSeconds(10)).until(lost::isCompletedExceptionally);
			proxy.heal();
			assertThat(lost).failsWithin(Duration.ZERO)
				.withThrowableThat()
				.withMessageContaining("the application is closing");
			assertThatExceptionOfType(ZkUnavailableException.class).isThrownBy(() -> template.exists("/t"))
				.withMessageContaining("the application is closing");
		});
	}

	@Test
	void repeatsUntilTimeoutHoweverManyAttempts() {
		this.runner
			.withPropertyValues("zk.connect-string=" + proxy.connectString(), "zk.template.timeout=3s",
					"zk.retry.initial-interval=10ms", "zk.retry.max-interval=10ms", "zk.retry.max-attempts=1")
			.run((context) -> {
				ZkTemplate template = context.getBean(ZkTemplate.class);
				proxy.cut();
				await().until(() -> !context.getBean(ZkSession.class).state().isConnected());
				assertThatExceptionOfType(ZkUnavailableException.class).isThrownBy(() -> template.exists("/t"))
					.satisfies((ex) -> assertThat(ex.getWaited()).isGreaterThanOrEqualTo(Duration.ofSeconds(3)));
				proxy.heal();
			});
	}

	/**
	 * A value for JSON.
	 */
	record Price(String currency, int amount) {

	}

}
