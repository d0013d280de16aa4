package io.github.zkspring.mirror;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import io.github.zkspring.autoconfigure.ZkAutoConfiguration;
import io.github.zkspring.client.ZkSession;
import io.github.zkspring.client.ZkSessionState;
import io.github.zkspring.client.ZkSessionStateEvent;
import io.github.zkspring.faults.AbstractServerIntegrationTests;
import io.github.zkspring.faults.ForeignClient;
import io.github.zkspring.faults.TcpProxy;
import io.github.zkspring.faults.Timeouts;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooDefs.Perms;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.ACL;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the {@link Mirror} with faults of one server and of its connection.
 */
@Tag("faults")
class MirrorFaultsIntegrationTests extends AbstractServerIntegrationTests {

	private static final Pattern RECEIVED = Pattern.compile("recved=(\\d+)");

	/** The number of children with names of 200 letters: 6,000 exceed 1 MB. */
	private static final int CHILDREN = Integer.getInteger("zkspring.mirror.children", 6000);

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ZkAutoConfiguration.class))
		.withBean(Transitions.class)
		.withPropertyValues("zk.connect-string=" + server.connectString(), "zk.session-timeout=8s");

	@Test
	void deliversOnlyDifferenceWhenServerRestarts() {
		writeFour();
		try (TcpProxy proxy = TcpProxy.start(server)) {
			this.contextRunner.withPropertyValues("zk.connect-string=" + proxy.connectString()).run((context) -> {
				Four four = new Four(context.getBean(Mirror.class));
				four.awaitFirst();
				long session = context.getBean(ZkSession.class).id();
				proxy.cut();
				await().until(four::isStale);
				server.restart();
				changeFour();
				assertThat(four.isStale()).isTrue();
				proxy.heal();
				four.assertDifference();
				assertThat(context.getBean(ZkSession.class).id()).isEqualTo(session);
			});
		}
	}

	@Test
	void deliversOnlyDifferenceWhenSessionExpires() {
		writeFour();
		this.contextRunner.run((context) -> {
			Four four = new Four(context.getBean(Mirror.class));
			four.awaitFirst();
			long session = context.getBean(ZkSession.class).id();
			ForeignClient.expire(context.getBean(CuratorFramework.class));
			changeFour();
			four.assertDifference();
			assertThat(context.getBean(ZkSession.class).id()).isNotEqualTo(session);
			// the watches are set in the new session, too
			foreign.write("/test/four/same", "changed");
			await().until(() -> MirrorRecorder.text(four.same).equals("changed"));
		});
	}

	@Test
	void deliversZnodesRecreatedWithSameVersionWhileDisconnected() {
		foreign.write("/test/parent/child", "1");
		try (TcpProxy proxy = TcpProxy.start(server)) {
			this.contextRunner.withPropertyValues("zk.connect-string=" + proxy.connectString()).run((context) -> {
				MirrorRecorder<ChildrenSnapshot> recorder = new MirrorRecorder<>();
				MirrorSubscription subscription = context.getBean(Mirror.class)
					.childrenWithData("/test/parent", recorder);
				await().until(() -> recorder.snapshots().size() == 1);
				long child = recorder.snapshots().get(0).data().get("child").stat().getCzxid();
				proxy.cut();
				await().until(subscription::isStale);
				foreign.delete("/test/parent");
				foreign.write("/test/parent/child", "1");
				proxy.heal();
				await().atMost(Timeouts.LONG).until(() -> {
					ZnodeSnapshot now = recorder.last().data().get("child");
					return now != null && now.stat().getCzxid() > child;
				});
				assertThat(recorder.last().data().get("child").stat().getVersion()).isZero();
				await().until(() -> !subscription.isStale());
				recorder.assertOrder();
			});
		}
	}

	@Test
	void retriesUnreadableZnodesAndMirrorsOthers() throws Exception {
		foreign.write("/test/secret", "1");
		foreign.write("/test/parent/open", "1");
		foreign.write("/test/parent/secret", "1");
		acl("/test/secret", Perms.ALL & ~Perms.READ);
		acl("/test/parent/secret", Perms.ALL & ~Perms.READ);
		this.contextRunner.run((context) -> {
			Mirror mirror = context.getBean(Mirror.class);
			MirrorRecorder<ZnodeSnapshot> secret = new MirrorRecorder<>();
			MirrorRecorder<ChildrenSnapshot> names = new MirrorRecorder<>();
			MirrorRecorder<ChildrenSnapshot> children = new MirrorRecorder<>();
			mirror.data("/test/secret", secret);
			mirror.children("/test/secret", names);
			mirror.childrenWithData("/test/parent", children);
			await().until(() -> !secret.failures().isEmpty() && !names.failures().isEmpty()
					&& !children.failures().isEmpty() && children.last() != null);
			assertThat(secret.failures()).containsOnly("/test/secret");
			assertThat(children.failures()).containsOnly("/test/parent/secret");
			foreign.write("/test/parent/open", "2");
			await().until(() -> MirrorRecorder.text(children.last().data().get("open")).equals("2"));
			assertThat(secret.snapshots()).isEmpty();
			assertThat(names.snapshots()).isEmpty();
			// the pauses have grown by now; a heartbeat and pings are among these
			assertThat(requestsWithin(Duration.ofSeconds(3), context)).isLessThan(15);
			acl("/test/secret", Perms.ALL);
			acl("/test/parent/secret", Perms.ALL);
			await().atMost(Timeouts.LONG).until(() -> MirrorRecorder.text(secret).equals("1") && names.last() != null);
			await().atMost(Timeouts.LONG).until(() -> children.last().data().keySet().contains("secret"));
		});
	}

	@Test
	void readsMoreChildrenThanDefaultBufferHolds() throws Exception {
		foreign.write("/test/parent", "");
		createChildren();
		try {
			this.contextRunner.run((context) -> {
				MirrorRecorder<ChildrenSnapshot> recorder = new MirrorRecorder<>();
				context.getBean(Mirror.class).children("/test/parent", recorder);
				await().atMost(Timeouts.LONG).until(() -> recorder.last() != null);
				assertThat(recorder.last().names()).hasSize(CHILDREN);
				foreign.write("/test/parent/one-more", "");
				await().atMost(Timeouts.LONG).until(() -> recorder.last().names().size() == CHILDREN + 1);
				assertThat(recorder.failures()).isEmpty();
				assertThat(recorder.snapshots()).hasSize(2);
				context.getBean(Transitions.class).assertConnectedThroughout();
			});
		}
		finally {
			deleteChildren();
		}
	}

	@Test
	void deliversLastStateOfZnodeThatIsCreatedAndDeletedRepeatedly() throws Exception {
		foreign.write("/test/parent", "");
		this.contextRunner.run((context) -> {
			Mirror mirror = context.getBean(Mirror.class);
			MirrorRecorder<ZnodeSnapshot> data = new MirrorRecorder<>();
			MirrorRecorder<ChildrenSnapshot> names = new MirrorRecorder<>();
			MirrorRecorder<ChildrenSnapshot> children = new MirrorRecorder<>();
			mirror.data("/test/parent/flap", data);
			mirror.children("/test/parent", names);
			mirror.childrenWithData("/test/parent", children);
			await().until(() -> data.last() != null && names.last() != null && children.last() != null);
			int flaps = 2000;
			flap("/test/parent/flap", flaps);
			await().atMost(Timeouts.LONG).until(() -> MirrorRecorder.text(data).equals("-"));
			await().atMost(Timeouts.LONG)
				.until(() -> names.last().names().isEmpty() && children.last().data().isEmpty());
			foreign.write("/test/parent/flap", "last");
			await().until(() -> MirrorRecorder.text(data).equals("last"));
			await().until(() -> names.last().names().equals(List.of("flap")));
			await().until(() -> children.last().data().containsKey("flap"));
			List.of(data, names, children).forEach((recorder) -> {
				recorder.assertOrder();
				assertThat(recorder.snapshots()).hasSizeLessThanOrEqualTo(2 * flaps + 3);
			});
		});
	}

	private static void writeFour() {
		foreign.write("/test/four/same", "1");
		foreign.write("/test/four/changed", "1");
		foreign.write("/test/four/deleted", "1");
	}

	private static void changeFour() {
		foreign.write("/test/four/changed", "2");
		foreign.write("/test/four/changed", "3");
		foreign.delete("/test/four/deleted");
		foreign.write("/test/four/created", "1");
	}

	private static void flap(String path, int times) throws Exception {
		ZooKeeper writer = foreign.curator().getZookeeperClient().getZooKeeper();
		CountDownLatch answers = new CountDownLatch(2 * times);
		for (int i = 0; i < times; i++) {
			writer.create(path, new byte[8], Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT,
					(rc, ignored, context, name) -> answers.countDown(), null);
			writer.delete(path, -1, (rc, ignored, context) -> answers.countDown(), null);
		}
		assertThat(answers.await(30, TimeUnit.SECONDS)).isTrue();
	}

	private static void createChildren() throws Exception {
		ZooKeeper writer = foreign.curator().getZookeeperClient().getZooKeeper();
		CountDownLatch answers = new CountDownLatch(CHILDREN);
		IntStream.range(0, CHILDREN)
			.forEach((number) -> writer.create(child(number), null, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT,
					(rc, ignored, context, path) -> answers.countDown(), null));
		assertThat(answers.await(120, TimeUnit.SECONDS)).isTrue();
	}

	// the other client has the default buffer and could not list them
	private static void deleteChildren() throws Exception {
		ZooKeeper writer = foreign.curator().getZookeeperClient().getZooKeeper();
		CountDownLatch answers = new CountDownLatch(CHILDREN);
		IntStream.range(0, CHILDREN)
			.forEach((number) -> writer.delete(child(number), -1, (rc, ignored, context) -> answers.countDown(), null));
		assertThat(answers.await(120, TimeUnit.SECONDS)).isTrue();
	}

	private static String child(int number) {
		return "/test/parent/" + "a".repeat(200) + number;
	}

	private static void acl(String path, int permissions) throws Exception {
		foreign.curator().setACL().withACL(List.of(new ACL(permissions, Ids.ANYONE_ID_UNSAFE))).forPath(path);
	}

	private static long requestsWithin(Duration time, ApplicationContext context) throws Exception {
		long before = requests(context);
		long begin = System.nanoTime();
		await().atMost(time.plusSeconds(5)).until(() -> System.nanoTime() - begin > time.toNanos());
		return requests(context) - before;
	}

	private static long requests(ApplicationContext context) throws Exception {
		String session = "sid=0x%x,".formatted(context.getBean(ZkSession.class).id());
		return server.fourLetters("cons").lines().filter((line) -> line.contains(session)).mapToLong((line) -> {
			Matcher received = RECEIVED.matcher(line);
			assertThat(received.find()).isTrue();
			return Long.parseLong(received.group(1));
		}).sum();
	}

	/**
	 * Four znodes of one parent and their recorders.
	 */
	private static final class Four {

		private final MirrorRecorder<ZnodeSnapshot> same = new MirrorRecorder<>();

		private final MirrorRecorder<ZnodeSnapshot> changed = new MirrorRecorder<>();

		private final MirrorRecorder<ZnodeSnapshot> deleted = new MirrorRecorder<>();

		private final MirrorRecorder<ZnodeSnapshot> created = new MirrorRecorder<>();

		private final MirrorRecorder<ChildrenSnapshot> names = new MirrorRecorder<>();

		private final MirrorRecorder<ChildrenSnapshot> children = new MirrorRecorder<>();

		private final List<MirrorSubscription> subscriptions;

		private Four(Mirror mirror) {
			this.subscriptions = List.of(mirror.data("/test/four/same", this.same),
					mirror.data("/test/four/changed", this.changed), mirror.data("/test/four/deleted", this.deleted),
					mirror.data("/test/four/created", this.created), mirror.children("/test/four", this.names),
					mirror.childrenWithData("/test/four", this.children));
		}

		private boolean isStale() {
			return this.subscriptions.stream().allMatch(MirrorSubscription::isStale);
		}

		private void awaitFirst() {
			await()
				.untilAsserted(() -> assertThat(recorders()).allSatisfy((one) -> assertThat(one.last()).isNotNull()));
			assertThat(MirrorRecorder.text(this.created)).isEqualTo("-");
		}

		private void assertDifference() {
			await().atMost(Timeouts.LONG).untilAsserted(() -> {
				assertThat(MirrorRecorder.text(this.changed)).isEqualTo("3");
				assertThat(MirrorRecorder.text(this.deleted)).isEqualTo("-");
				assertThat(MirrorRecorder.text(this.created)).isEqualTo("1");
				assertThat(this.names.last().names()).containsExactly("changed", "created", "same");
				assertThat(this.children.last().data().values()).extracting(MirrorRecorder::text)
					.containsExactly("3", "1", "1");
				assertThat(this.subscriptions).noneMatch(MirrorSubscription::isStale);
			});
			assertThat(this.same.snapshots()).hasSize(1);
			recorders().forEach((recorder) -> {
				recorder.assertOrder();
				assertThat(recorder.failures()).isEmpty();
			});
		}

		private List<MirrorRecorder<?>> recorders() {
			return List.of(this.same, this.changed, this.deleted, this.created, this.names, this.children);
		}

	}

	/**
	 * Records the states of the session.
	 */
	static class Transitions {

		private final List<ZkSessionState> states = new ArrayList<>();

		@EventListener
		synchronized void changed(ZkSessionStateEvent event) {
			this.states.add(event.state());
		}

		synchronized long disconnections() {
			return this.states.stream().filter((state) -> state == ZkSessionState.SUSPENDED).count();
		}

		synchronized void assertConnectedThroughout() {
			assertThat(this.states).containsExactly(ZkSessionState.CONNECTED);
		}

	}

}
