package io.github.zkspring.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.security.auth.login.Configuration;

import io.github.zkspring.autoconfigure.diagnostics.FailureAnalyses;
import io.github.zkspring.autoconfigure.leader.ZkLeaderAutoConfiguration;
import io.github.zkspring.autoconfigure.template.ZkTemplateAutoConfiguration;
import io.github.zkspring.autoconfigure.watch.ZkWatchAutoConfiguration;
import io.github.zkspring.client.ChrootUnavailableException;
import io.github.zkspring.client.ZkAccessDeniedException;
import io.github.zkspring.client.ZkAuthenticationException;
import io.github.zkspring.client.ZkException;
import io.github.zkspring.client.ZkSession;
import io.github.zkspring.client.ZkSessionState;
import io.github.zkspring.faults.ForeignClient;
import io.github.zkspring.faults.ZooKeeperProcess;
import io.github.zkspring.health.ZkHealthIndicator;
import io.github.zkspring.leader.LeaderElections;
import io.github.zkspring.leader.LeaderOnly;
import io.github.zkspring.watch.WatchError;
import io.github.zkspring.watch.WatchErrorHandler;
import io.github.zkspring.watch.ZkDataWatch;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs.Perms;
import org.apache.zookeeper.data.ACL;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for identities and ACLs with a server that supports digest and SASL.
 */
@ExtendWith(OutputCaptureExtension.class)
class ZkAccessIntegrationTests {

	private static final Log logger = LogFactory.getLog(ZkAccessIntegrationTests.class);

	private static final String WORLD_OPEN = "'zk.acl' is 'open'";

	private static final String CLEAR_TEXT = "digest without TLS";

	@TempDir
	private static Path directory;

	private static ZooKeeperProcess server;

	private static ForeignClient foreign;

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ZkAutoConfiguration.class, ZkWatchAutoConfiguration.class,
				ZkLeaderAutoConfiguration.class, ZkTemplateAutoConfiguration.class))
		.withPropertyValues("zk.connect-string=" + server.connectString(), "zk.session-timeout=4s",
				"zk.startup.timeout=5s");

	@BeforeAll
	static void start() throws IOException {
		Path jaas = Files.writeString(directory.resolve("jaas.conf"), """
				Server {
				  org.apache.zookeeper.server.auth.DigestLoginModule required user_shop="planted-sasl-secret";
				};
				""");
		server = ZooKeeperProcess.start(
				List.of("authProvider.1=org.apache.zookeeper.server.auth.SASLAuthenticationProvider"),
				"-Djava.security.auth.login.config=" + jaas, "-Dzookeeper.fips-mode=false");
		foreign = new ForeignClient(server.connectString());
	}

	@AfterAll
	static void stop() {
		foreign.close();
		server.close();
	}

	@Test
	void restrictsChrootNamespaceAndParentsToDigestIdentity(CapturedOutput output) {
		this.contextRunner.withPropertyValues(digest("shop"))
			.withPropertyValues("zk.connect-string=" + server.connectString() + "/apps/shop", "zk.namespace=orders")
			.withBean(Reports.class)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				CuratorFramework curator = context.getBean(CuratorFramework.class);
				curator.create().creatingParentsIfNeeded().forPath("/a/b");
				await().until(() -> context.getBean(LeaderElections.class).election("reports").isLeader());
				CuratorFramework root = curator.usingNamespace(null);
				for (String path : List.of("/", "/orders", "/orders/a", "/orders/a/b", "/orders/leaders",
						"/orders/leaders/reports")) {
					assertThat(root.getACL().forPath(path)).as(path).singleElement().satisfies(this::isOfTheCreator);
				}
				String contender = curator.getChildren().forPath("/leaders/reports").get(0);
				assertThat(curator.getACL().forPath("/leaders/reports/" + contender)).singleElement()
					.satisfies(this::isOfTheCreator);
				assertThatExceptionOfType(KeeperException.NoAuthException.class)
					.isThrownBy(() -> foreign.curator().getData().forPath("/apps"));
			});
		assertThat(output).containsOnlyOnce(CLEAR_TEXT).doesNotContain(WORLD_OPEN);
	}

	@Test
	void deniesOtherIdentityNamingPath() {
		this.contextRunner.withPropertyValues(digest("owner"))
			.withPropertyValues("zk.namespace=owned")
			.run((context) -> context.getBean(CuratorFramework.class).create().forPath("/limit", "7".getBytes()));
		this.contextRunner.withPropertyValues(digest("stranger"))
			.withPropertyValues("zk.namespace=owned/deeper")
			.run((context) -> assertThat(context).getFailure()
				.cause()
				.isInstanceOfSatisfying(ZkAccessDeniedException.class,
						(ex) -> assertThat(ex.getPath()).isEqualTo("/owned/deeper")));
		this.contextRunner.withPropertyValues(digest("stranger"))
			.withPropertyValues("zk.connect-string=" + server.connectString() + "/owned/chroot")
			.run((context) -> assertThat(context).getFailure()
				.cause()
				.isInstanceOf(ChrootUnavailableException.class)
				.hasMessageContaining("/owned/chroot")
				.hasMessageContaining("ACL"));
	}

	@Test
	void deniedWatchAndElectionDoNotAffectOthers(CapturedOutput output) throws Exception {
		this.contextRunner.withPropertyValues(digest("owner"))
			.withPropertyValues("zk.namespace=private")
			.run((context) -> context.getBean(CuratorFramework.class).create().forPath("/limit", "7".getBytes()));
		foreign.write("/public/limit", "3");
		this.contextRunner.withPropertyValues(digest("stranger"))
			.withPropertyValues("zk.leader.base-path=/private/leaders", "zk.watch.initial-sync-timeout=2s")
			.withBean(Limits.class)
			.withBean(Reports.class)
			.run((context) -> {
				Limits limits = context.getBean(Limits.class);
				assertThat(limits.open).containsExactly(3);
				assertThat(limits.denied).isEmpty();
				await().atMost(Duration.ofSeconds(10))
					.untilAsserted(() -> assertThat(limits.errors).isNotEmpty()
						.allSatisfy((error) -> assertThat(error).contains("/private/limit")));
				assertThat(context.getBean(LeaderElections.class).election("reports").isLeader()).isFalse();
				foreign.write("/public/limit", "4");
				await().untilAsserted(() -> assertThat(limits.open).containsExactly(3, 4));
				await().atMost(Duration.ofSeconds(10)).until(() -> output.toString().contains("/private/leaders"));
				long before = packets();
				await().pollDelay(Duration.ofSeconds(5)).until(() -> true);
				long sent = packets() - before;
				logger.info("%d packets in 5 s beside two denials".formatted(sent));
				assertThat(sent).isLessThan(40);
			});
	}

	@Test
	void letsWorldReadWithCreatorAllWorldRead() throws Exception {
		this.contextRunner.withPropertyValues(digest("shop"))
			.withPropertyValues("zk.acl=creator-all-world-read", "zk.namespace=readable")
			.run((context) -> context.getBean(CuratorFramework.class).create().forPath("/limit", "7".getBytes()));
		assertThat(foreign.curator().getData().forPath("/readable/limit")).isEqualTo("7".getBytes());
		List<ACL> acl = foreign.curator().getACL().forPath("/readable");
		assertThat(acl).hasSize(2).anyMatch((entry) -> entry.getPerms() == Perms.READ);
	}

	@Test
	void warnsOnceAboutOpenAcl(CapturedOutput output) {
		this.contextRunner.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output).containsOnlyOnce(WORLD_OPEN).doesNotContain(CLEAR_TEXT);
	}

	@Test
	void failsWithinTimeoutForUnknownScheme() {
		long begin = System.nanoTime();
		this.contextRunner
			.withPropertyValues("zk.auth[0].scheme=nonsense", "zk.auth[0].credentials=planted-scheme-secret")
			.run((context) -> assertThat(context).getFailure()
				.cause()
				.isInstanceOfSatisfying(ZkAuthenticationException.class, ZkAccessIntegrationTests::namesTheProperties));
		assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(3));
	}

	@Test
	void logsInWithDigestMd5WithoutChangingTheJvm() {
		Configuration before = jaas();
		this.contextRunner.withPropertyValues(sasl("planted-sasl-secret"))
			.withPropertyValues("zk.namespace=sasl")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(context.getBean(CuratorFramework.class).usingNamespace(null).getACL().forPath("/sasl"))
					.singleElement()
					.matches((acl) -> acl.getId().getScheme().equals("sasl") && acl.getId().getId().equals("shop"));
				assertThat(System.getProperty("zookeeper.fips-mode")).isNull();
			});
		assertThat(jaas()).isSameAs(before);
	}

	@Test
	void failsWithinTimeoutForWrongSaslPassword() {
		long begin = System.nanoTime();
		this.contextRunner.withPropertyValues(sasl("wrong"))
			.run((context) -> assertThat(context).getFailure()
				.cause()
				.isInstanceOfSatisfying(ZkAuthenticationException.class, ZkAccessIntegrationTests::namesTheProperties));
		assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(3));
	}

	@Test
	void reportsWrongSaslPasswordInHealth() {
		this.contextRunner.withPropertyValues(sasl("wrong"))
			.withPropertyValues("zk.startup.on-unavailable=continue")
			.run((context) -> {
				ZkSession session = context.getBean(ZkSession.class);
				await().atMost(Duration.ofSeconds(10)).until(() -> session.state() == ZkSessionState.AUTH_FAILED);
				assertThat(new ZkHealthIndicator(session, Status.UNKNOWN).health()).satisfies((health) -> {
					assertThat(health.getStatus()).isEqualTo(Status.DOWN);
					assertThat(health.getDetails()).containsEntry("state", ZkSessionState.AUTH_FAILED);
				});
				long before = packets();
				await().pollDelay(Duration.ofSeconds(3)).until(() -> true);
				assertThat(packets() - before).isLessThan(10);
			});
	}

	private void isOfTheCreator(ACL acl) {
		assertThat(acl.getPerms()).isEqualTo(Perms.ALL);
		assertThat(acl.getId().getScheme()).isEqualTo("digest");
		assertThat(acl.getId().getId()).startsWith("shop:");
	}

	private static void namesTheProperties(ZkException ex) {
		FailureAnalysis analysis = FailureAnalyses.of(ex);
		assertThat(analysis.getAction()).contains("'zk.auth'", "'zk.sasl'");
		assertThat(analysis.getDescription() + analysis.getAction() + ex).doesNotContain("planted");
	}

	private static long packets() throws IOException {
		String received = server.fourLetters("srvr")
			.lines()
			.filter((line) -> line.startsWith("Received:"))
			.findFirst()
			.orElseThrow();
		return Long.parseLong(received.substring("Received:".length()).trim());
	}

	private static String digest(String user) {
		return "zk.auth[0].credentials=" + user + ":planted-" + user;
	}

	private static String[] sasl(String password) {
		return new String[] { "zk.sasl.username=shop", "zk.sasl.password=" + password };
	}

	private static @Nullable Configuration jaas() {
		try {
			return Configuration.getConfiguration();
		}
		catch (SecurityException ex) {
			return null;
		}
	}

	static class Limits implements WatchErrorHandler {

		final List<@Nullable Integer> open = new CopyOnWriteArrayList<>();

		final List<@Nullable Integer> denied = new CopyOnWriteArrayList<>();

		final List<String> errors = new CopyOnWriteArrayList<>();

		@ZkDataWatch("/public/limit")
		void open(@Nullable Integer limit) {
			this.open.add(limit);
		}

		@ZkDataWatch("/private/limit")
		void denied(@Nullable Integer limit) {
			this.denied.add(limit);
		}

		@Override
		public void handle(WatchError error) {
			this.errors.add(error.toString());
		}

	}

	static class Reports {

		@LeaderOnly("reports")
		void report() {
		}

	}

}
