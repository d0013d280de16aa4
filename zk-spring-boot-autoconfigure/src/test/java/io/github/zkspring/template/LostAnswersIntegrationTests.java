package io.github.zkspring.template;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

import io.github.zkspring.client.TransactionFailedException;
import io.github.zkspring.client.UnknownOutcomeException;
import io.github.zkspring.client.ZkInterruptedException;
import io.github.zkspring.client.ZkSession;
import io.github.zkspring.client.ZkSessionExpiredException;
import io.github.zkspring.client.ZkUnavailableException;
import io.github.zkspring.client.ZnodeExistsException;
import io.github.zkspring.client.ZnodeVersionException;
import io.github.zkspring.client.connection.RequestExecutor;
import io.github.zkspring.faults.Timeouts;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.data.Stat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Connections that are cut between request and answer, or before the request arrives. As
 * many times as {@code zkspring.template.cuts} says.
 */
@Tag("faults")
class LostAnswersIntegrationTests extends AbstractTemplateIntegrationTests {

	private static final int CUTS = Integer.getInteger("zkspring.template.cuts", 10);

	private static final CreateOptions SEQUENTIAL = CreateOptions.persistent().sequential();

	private final ApplicationContextRunner behindProxy = this.runner
		.withPropertyValues("zk.connect-string=" + proxy.connectString());

	@AfterEach
	void heal() {
		proxy.heal();
	}

	@Test
	void neitherRepeatsNorLosesWritesWhenAnswersAreLost() {
		this.behindProxy.run((context) -> {
			for (int cut = 0; cut < CUTS; cut++) {
				awaitConnection(context);
				nothingHappensTwice(context.getBean(ZkTemplate.class), cut);
			}
		});
	}

	private void nothingHappensTwice(ZkTemplate template, int cut) throws Exception {
		String root = "/t/" + cut;
		for (String name : List.of("set", "cas", "acl", "delete", "deleteVersion", "counter")) {
			template.create(root + "/" + name, 0, CreateOptions.persistent().withParents());
		}
		AsyncZkTemplate async = template.async();
		Map<String, CompletableFuture<?>> calls = new HashMap<>();
		proxy.swallowAnswers();
		calls.put("persistent", async.create(root + "/persistent", "mine"));
		calls.put("ephemeral", async.create(root + "/ephemeral", null, CreateOptions.ephemeral()));
		calls.put("sequential", async.create(root + "/s-", null, SEQUENTIAL));
		calls.put("ephemeral sequential", async.create(root + "/e-", null, CreateOptions.ephemeral().sequential()));
		calls.put("unmarked", async.create(root + "/u-", null, SEQUENTIAL.withoutMarker()));
		calls.put("set", async.set(root + "/set", "mine"));
		calls.put("cas", async.compareAndSet(root + "/cas", "mine", 0));
		calls.put("acl", async.setAcl(root + "/acl", ZooDefs.Ids.READ_ACL_UNSAFE, 0));
		calls.put("delete", async.delete(root + "/delete"));
		calls.put("deleteVersion", async.delete(root + "/deleteVersion", 0));
		calls.put("transaction", async.transaction((tx) -> tx.set(root + "/counter", 1).create(root + "/last", "")));
		await().pollInterval(Duration.ofMillis(5))
			.until(() -> foreign.curator().checkExists().forPath(root + "/last") != null);
		proxy.heal();
		for (String name : List.of("persistent", "ephemeral", "sequential", "ephemeral sequential")) {
			CreatedZnode created = (CreatedZnode) calls.get(name).get(30, TimeUnit.SECONDS);
			assertThat(stat(created.path()).getCzxid()).as(name).isEqualTo(created.stat().getCzxid());
			assertThat(stat(created.path()).getVersion()).as(name).isZero();
		}
		calls.get("set").get(30, TimeUnit.SECONDS);
		calls.get("delete").get(30, TimeUnit.SECONDS);
		for (String name : List.of("unmarked", "cas", "acl", "deleteVersion", "transaction")) {
			assertThat(failure(calls.get(name))).as(name).isInstanceOf(UnknownOutcomeException.class);
		}
		assertThat(stat(root + "/cas").getVersion()).isEqualTo(1);
		assertThat(stat(root + "/acl").getAversion()).isEqualTo(1);
		assertThat(stat(root + "/counter").getVersion()).isEqualTo(1);
		List<String> names = foreign.children(root);
		assertThat(names).filteredOn((name) -> name.startsWith("s-")).hasSize(1);
		assertThat(names).filteredOn((name) -> name.startsWith("e-")).hasSize(1);
		assertThat(names).filteredOn((name) -> name.startsWith("u-")).hasSize(1);
		assertThat(names).doesNotContain("delete", "deleteVersion");
	}

	@Test
	void repeatsRequestsThatNeverArrived() {
		this.behindProxy.run((context) -> {
			for (int cut = 0; cut < CUTS / 2; cut++) {
				awaitConnection(context);
				sendsAgain(context.getBean(ZkTemplate.class), cut);
			}
		});
	}

	private void sendsAgain(ZkTemplate template, int cut) throws Exception {
		String root = "/t/" + cut;
		for (String name : List.of("cas", "beaten", "delete", "deleteVersion")) {
			template.create(root + "/" + name, 0, CreateOptions.persistent().withParents());
		}
		AsyncZkTemplate async = template.async();
		proxy.delay(Duration.ofSeconds(30));
		CompletableFuture<CreatedZnode> persistent = async.create(root + "/persistent", "mine");
		CompletableFuture<CreatedZnode> taken = async.create(root + "/taken", "mine");
		CompletableFuture<CreatedZnode> ephemeral = async.create(root + "/ephemeral", null, CreateOptions.ephemeral());
		CompletableFuture<CreatedZnode> sequential = async.create(root + "/s-", null, SEQUENTIAL);
		CompletableFuture<Stat> cas = async.compareAndSet(root + "/cas", "mine", 0);
		CompletableFuture<Stat> beaten = async.compareAndSet(root + "/beaten", "mine", 0);
		CompletableFuture<Void> delete = async.delete(root + "/delete");
		CompletableFuture<Void> deleteVersion = async.delete(root + "/deleteVersion", 0);
		proxy.cut();
		foreign.write(root + "/taken", "another's");
		foreign.write(root + "/beaten", "another's");
		proxy.heal();
		assertThat(persistent.get(30, TimeUnit.SECONDS).path()).isEqualTo(root + "/persistent");
		assertThat(ephemeral.get(30, TimeUnit.SECONDS).stat().getEphemeralOwner()).isNotZero();
		assertThat(cas.get(30, TimeUnit.SECONDS).getVersion()).isEqualTo(1);
		delete.get(30, TimeUnit.SECONDS);
		deleteVersion.get(30, TimeUnit.SECONDS);
		assertThat(failure(taken)).isInstanceOf(ZnodeExistsException.class);
		assertThat(failure(beaten)).isInstanceOf(ZnodeVersionException.class);
		// it may have been taken by a consumer, for all one can see
		assertThat(failure(sequential)).isInstanceOf(UnknownOutcomeException.class);
		assertThat(foreign.children(root)).containsExactlyInAnyOrder("persistent", "taken", "ephemeral", "cas",
				"beaten");
	}

	@Test
	void waitsForConnectionAndSendsOnce() {
		this.behindProxy.run((context) -> {
			ZkTemplate template = context.getBean(ZkTemplate.class);
			proxy.cut();
			await().until(() -> !context.getBean(ZkSession.class).state().isConnected());
			CompletableFuture<CreatedZnode> sequential = template.async().create("/t/s-", null, SEQUENTIAL);
			CompletableFuture<List<TransactionResult>> transaction = template.async()
				.transaction((tx) -> tx.set("/t", "1").create("/t/a", null));
			proxy.heal();
			assertThat(sequential.get(30, TimeUnit.SECONDS).path()).startsWith("/t/s-");
			assertThat(transaction.get(30, TimeUnit.SECONDS)).hasSize(2);
			assertThat(foreign.children("/t")).hasSize(2);
		});
	}

	@Test
	void confirmsExactlyTheUpdatesThatWereApplied() {
		this.behindProxy.run((context) -> {
			ZkTemplate template = context.getBean(ZkTemplate.class);
			template.create("/t/n", 0);
			int counted = 0;
			int unknown = 0;
			for (int cut = 0; cut < CUTS / 2; cut++) {
				awaitConnection(context);
				boolean loses = cut % 2 == 0;
				int version = stat("/t/n").getVersion();
				CompletableFuture<Znode<Integer>> update = template.async().update("/t/n", Integer.class, (n) -> {
					if (loses) {
						proxy.swallowAnswers();
					}
					return n + 1;
				});
				await().pollInterval(Duration.ofMillis(5)).until(() -> stat("/t/n").getVersion() > version);
				proxy.heal();
				Throwable failure = failure(update);
				assertThat(failure instanceof UnknownOutcomeException).isEqualTo(loses);
				counted += loses ? 0 : 1;
				unknown += loses ? 1 : 0;
			}
			awaitConnection(context);
			int value = template.get("/t/n", Integer.class).orElseThrow().payload();
			assertThat(value).isEqualTo(stat("/t/n").getVersion()).isBetween(counted, counted + unknown);
		});
	}

	@Test
	void reportsExpiredSessionOfEphemeralZnode() {
		this.behindProxy.withPropertyValues("zk.session-timeout=2s").run((context) -> {
			AsyncZkTemplate async = context.getBean(ZkTemplate.class).async();
			proxy.swallowAnswers();
			CompletableFuture<CreatedZnode> created = async.create("/t/e", null, CreateOptions.ephemeral());
			await().until(() -> foreign.children("/t").contains("e"));
			proxy.cut();
			await().atMost(Timeouts.LONG).until(() -> foreign.children("/t").isEmpty());
			proxy.heal();
			assertThat(failure(created)).isInstanceOf(ZkSessionExpiredException.class).hasMessageContaining("/t/e");
			assertThat(foreign.children("/t")).isEmpty();
			assertThat(async.exists("/t").get(30, TimeUnit.SECONDS)).isPresent();
		});
	}

	@Test
	void endsAtDeadlineAndLeavesNoPendingRequest() {
		this.behindProxy.withPropertyValues("zk.template.timeout=1s").run((context) -> {
			ZkTemplate template = context.getBean(ZkTemplate.class);
			RequestExecutor requests = context.getBean(RequestExecutor.class);
			proxy.swallowAnswers();
			long begin = System.nanoTime();
			assertThatExceptionOfType(ZkUnavailableException.class).isThrownBy(() -> template.get("/t", String.class))
				.withMessageContaining("/t");
			assertThatExceptionOfType(UnknownOutcomeException.class)
				.isThrownBy(() -> template.compareAndSet("/t", "secret", 0))
				.withMessageNotContaining("secret");
			assertThatExceptionOfType(UnknownOutcomeException.class)
				.isThrownBy(() -> template.transaction((tx) -> tx.delete("/t/none")));
			assertThatExceptionOfType(ZkUnavailableException.class)
				.isThrownBy(() -> template.childrenWithData("/t", String.class));
			assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
			assertThat(requests.pending()).isZero();
			CompletableFuture<?> cancelled = template.async().deleteRecursively("/t");
			assertThat(requests.pending()).isPositive();
			cancelled.cancel(true);
			assertThat(requests.pending()).isZero();
			proxy.heal();
			awaitConnection(context);
			assertThatExceptionOfType(TransactionFailedException.class)
				.isThrownBy(() -> template.transaction((tx) -> tx.delete("/t/none")));
		});
	}

	@Test
	void interruptEndsWaitOfSentWriteWithUnknownOutcome() {
		this.behindProxy.run((context) -> {
			ZkTemplate template = context.getBean(ZkTemplate.class);
			Thread caller = Thread.currentThread();
			int version = stat("/t").getVersion();
			proxy.swallowAnswers();
			CompletableFuture<Void> interrupt = CompletableFuture.runAsync(() -> {
				await().until(() -> stat("/t").getVersion() > version);
				caller.interrupt();
			});
			assertThatExceptionOfType(UnknownOutcomeException.class).isThrownBy(() -> template.set("/t", "1"));
			assertThat(Thread.interrupted()).isTrue();
			interrupt.get(30, TimeUnit.SECONDS);
			Thread.currentThread().interrupt();
			assertThatExceptionOfType(UnknownOutcomeException.class).isThrownBy(() -> template.deleteRecursively("/t"));
			assertThat(Thread.interrupted()).isTrue();
			assertThat(context.getBean(RequestExecutor.class).pending()).isZero();
		});
	}

	@Test
	void interruptChangesNothingBeforeWriteIsSentOrWhileReading() {
		this.behindProxy.run((context) -> {
			ZkTemplate template = context.getBean(ZkTemplate.class);
			Thread caller = Thread.currentThread();
			int version = stat("/t").getVersion();
			caller.interrupt();
			assertThatExceptionOfType(ZkInterruptedException.class).isThrownBy(() -> template.set("/t", "1"));
			assertThat(Thread.interrupted()).isTrue();
			assertThat(stat("/t").getVersion()).isEqualTo(version);
			proxy.swallowAnswers();
			CompletableFuture<Void> interrupt = CompletableFuture.runAsync(() -> {
				await().until(() -> context.getBean(RequestExecutor.class).pending() > 0);
				caller.interrupt();
			});
			assertThatExceptionOfType(ZkInterruptedException.class).isThrownBy(() -> template.get("/t", String.class));
			assertThat(Thread.interrupted()).isTrue();
			interrupt.get(30, TimeUnit.SECONDS);
			caller.interrupt();
			assertThatExceptionOfType(ZkInterruptedException.class)
				.isThrownBy(() -> template.childrenWithData("/t", String.class));
			assertThat(Thread.interrupted()).isTrue();
			assertThat(context.getBean(RequestExecutor.class).pending()).isZero();
		});
	}

	private static void awaitConnection(ApplicationContext context) {
		await().atMost(Timeouts.LONG).until(() -> context.getBean(ZkSession.class).state().isConnected());
	}

	private static Throwable failure(CompletableFuture<?> call) {
		try {
			call.orTimeout(30, TimeUnit.SECONDS).join();
			return null;
		}
		catch (CompletionException ex) {
			return ex.getCause();
		}
	}

	private static Stat stat(String path) throws Exception {
		return foreign.curator().checkExists().forPath(path);
	}

}
