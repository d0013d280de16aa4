package io.github.zkspring.fencing;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

import io.github.zkspring.autoconfigure.ZkAutoConfiguration;
import io.github.zkspring.autoconfigure.leader.ZkLeaderAutoConfiguration;
import io.github.zkspring.client.UnknownOutcomeException;
import io.github.zkspring.client.ZkException;
import io.github.zkspring.client.ZnodeExistsException;
import io.github.zkspring.client.ZnodeNotFoundException;
import io.github.zkspring.client.ZnodeVersionException;
import io.github.zkspring.faults.AbstractProxiedServerIntegrationTests;
import io.github.zkspring.faults.Timeouts;
import io.github.zkspring.leader.LeaderElection;
import io.github.zkspring.leader.LeaderElections;
import io.github.zkspring.leader.Leadership;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link FencedWrites} of current and former leaders.
 */
class FencedWritesIntegrationTests extends AbstractProxiedServerIntegrationTests {

	private static final String PATH = "/fenced";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ZkAutoConfiguration.class, ZkLeaderAutoConfiguration.class))
		.withPropertyValues("zk.connect-string=" + server.connectString(), "zk.session-timeout=4s");

	@BeforeEach
	void forget() {
		foreign.write(PATH, "nothing");
	}

	@Test
	void writesForLeader() {
		this.runner.run((context) -> {
			FencedWrites writes = context.getBean(FencedWrites.class);
			Leadership leadership = lead(context);
			assertThat(writes.setData(leadership, PATH, bytes("a")).getVersion()).isEqualTo(1);
			assertThat(writes.setData(leadership, PATH, bytes("b"), 1).getVersion()).isEqualTo(2);
			writes.create(leadership, PATH + "/child", bytes("c"));
			assertThat(foreign.children(PATH)).containsExactly("child");
			writes.delete(leadership, PATH + "/child", 0);
			assertThat(foreign.children(PATH)).isEmpty();
			assertThat(data(PATH)).isEqualTo("b");
		});
	}

	@Test
	void addsNamespaceToBothPaths() {
		this.runner.withPropertyValues("zk.namespace=app").run((context) -> {
			context.getBean(FencedWrites.class).create(lead(context), "/inside", bytes("a"));
			assertThat(data("/app/inside")).isEqualTo("a");
		});
	}

	@Test
	void writesAfterOtherClientHasWrittenToZnodeOfLeader() {
		this.runner.run((context) -> {
			FencedWrites writes = context.getBean(FencedWrites.class);
			Leadership leadership = lead(context);
			writes.setData(leadership, PATH, bytes("a"));
			foreign.write(leadership.znode().path(), "foreign");
			writes.setData(leadership, PATH, bytes("b"));
			assertThat(data(PATH)).isEqualTo("b");
		});
	}

	@Test
	void rejectsWriteOfResignedLeader() {
		this.runner.run((context) -> {
			FencedWrites writes = context.getBean(FencedWrites.class);
			Leadership known = lead(context);
			writes.setData(known, PATH, bytes("before"));
			context.getBean(LeaderElections.class).election("jobs").resign().join();
			refuses(writes, known);
		});
	}

	@Test
	void rejectsWriteOfLeaderWhoseZnodeWasReplaced() {
		this.runner.run((context) -> {
			FencedWrites writes = context.getBean(FencedWrites.class);
			Leadership known = lead(context);
			writes.setData(known, PATH, bytes("before"));
			FencingZnode unseen = new FencingZnode(known.znode().path(), known.token());
			CuratorFramework operator = foreign.curator();
			operator.delete().forPath(known.znode().path());
			operator.create().withMode(CreateMode.PERSISTENT).forPath(known.znode().path(), bytes("again"));
			refuses(writes, known);
			refuses(writes, new Holder(unseen));
		});
	}

	@Test
	void reportsRefusalOfServer() {
		this.runner.run((context) -> {
			FencedWrites writes = context.getBean(FencedWrites.class);
			Leadership leadership = lead(context);
			assertThatExceptionOfType(ZnodeVersionException.class)
				.isThrownBy(() -> writes.setData(leadership, PATH, bytes("a"), 7))
				.withMessageContaining(PATH)
				.withCauseInstanceOf(KeeperException.BadVersionException.class);
			assertThatExceptionOfType(ZnodeNotFoundException.class)
				.isThrownBy(() -> writes.setData(leadership, "/missing", bytes("a")))
				.withMessageContaining("/missing");
			assertThatExceptionOfType(ZnodeExistsException.class)
				.isThrownBy(() -> writes.create(leadership, PATH, bytes("a")));
			assertThatExceptionOfType(ZnodeNotFoundException.class)
				.isThrownBy(() -> writes.create(leadership, "/no/parent", bytes("a")))
				.withCauseInstanceOf(KeeperException.NoNodeException.class);
			assertThat(data(PATH)).isEqualTo("nothing");
		});
	}

	@Test
	void reportsUnknownOutcomeAndDoesNotRepeatWrite() {
		this.runner.withPropertyValues("zk.connect-string=" + proxy.connectString()).run((context) -> {
			FencedWrites writes = context.getBean(FencedWrites.class);
			Leadership leadership = lead(context);
			assertThat(writes.setData(leadership, PATH, bytes("a")).getVersion()).isEqualTo(1);
			proxy.swallowAnswers();
			long begin = System.nanoTime();
			assertThatExceptionOfType(UnknownOutcomeException.class)
				.isThrownBy(() -> writes.setData(leadership, PATH, bytes("b")))
				.satisfies((ex) -> assertThat(ex.getPath()).isEqualTo(PATH));
			assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
			proxy.heal();
			await().atMost(Timeouts.LONG)
				.until(() -> context.getBean(LeaderElections.class).election("jobs").isLeader());
			assertThat(foreign.curator().checkExists().forPath(PATH).getVersion()).isEqualTo(2);
		});
	}

	@Test
	void writesNothingWithoutConnection() {
		this.runner.withPropertyValues("zk.connect-string=" + proxy.connectString()).run((context) -> {
			Leadership leadership = lead(context);
			proxy.cut();
			try {
				await().untilAsserted(() -> assertThatExceptionOfType(ZkException.class)
					.isThrownBy(() -> context.getBean(FencedWrites.class).delete(leadership, PATH + "/none", -1))
					.withMessageContaining("no server is connected"));
			}
			finally {
				proxy.heal();
			}
		});
	}

	private static void refuses(FencedWrites writes, FencedHolder holder) {
		assertThatExceptionOfType(StaleTokenException.class)
			.isThrownBy(() -> writes.setData(holder, PATH, bytes("stale")))
			.satisfies((ex) -> assertThat(ex.getToken()).isEqualTo(holder.token()));
		assertThat(data(PATH)).isEqualTo("before");
	}

	private static Leadership lead(ApplicationContext context) {
		LeaderElection election = context.getBean(LeaderElections.class).election("jobs");
		await().atMost(Timeouts.LONG).until(election::isLeader);
		return election.leadership().orElseThrow();
	}

	private static String data(String path) {
		try {
			return new String(foreign.curator().getData().forPath(path), StandardCharsets.UTF_8);
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * A holder that has not written yet.
	 */
	private record Holder(FencingZnode znode) implements FencedHolder {

		@Override
		public FencingToken token() {
			return this.znode.token();
		}

	}

}
