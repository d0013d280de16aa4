package io.github.zkspring.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.github.zkspring.embedded.EmbeddedZooKeeperException.Reason;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * Integration tests for {@link EmbeddedZooKeeperServer}.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class EmbeddedZooKeeperServerIntegrationTests {

	@TempDir
	private Path dataDirectory;

	@Test
	void listensOnFreePortOfLoopbackOnly() throws IOException {
		try (EmbeddedZooKeeperServer server = started(new EmbeddedZooKeeperServer())) {
			assertThat(server.isRunning()).isTrue();
			assertThat(server.getPort()).isPositive();
			assertThat(server.getConnectString()).isEqualTo("127.0.0.1:" + server.getPort());
			assertThat(accepts(InetAddress.getByName("127.0.0.1"), server.getPort())).isTrue();
			assertThat(accepts(InetAddress.getByName("127.0.0.2"), server.getPort())).isFalse();
		}
	}

	@Test
	void twoServersRunSideBySide() throws Exception {
		try (EmbeddedZooKeeperServer one = started(new EmbeddedZooKeeperServer());
				EmbeddedZooKeeperServer other = started(new EmbeddedZooKeeperServer())) {
			write(one, "/only-here");
			assertThat(children(one)).contains("only-here");
			assertThat(children(other)).doesNotContain("only-here");
		}
	}

	@Test
	void grantsSessionsFromOneSecondToOneMinute() throws Exception {
		try (EmbeddedZooKeeperServer server = started(new EmbeddedZooKeeperServer())) {
			try (ZooKeeper client = client(server, 100)) {
				assertThat(client.getSessionTimeout()).isEqualTo(1000);
			}
			try (ZooKeeper client = client(server, 3_600_000)) {
				assertThat(client.getSessionTimeout()).isEqualTo(60000);
			}
		}
	}

	@Test
	void keepsDataOfGivenDirectoryForTheNextServerOnTheSamePort() throws Exception {
		EmbeddedZooKeeperServer first = started(new EmbeddedZooKeeperServer(0, this.dataDirectory));
		try (first) {
			write(first, "/kept");
		}
		assertThat(first.isRunning()).isFalse();
		assertThat(list(this.dataDirectory)).containsExactly("version-2");
		try (EmbeddedZooKeeperServer second = started(
				new EmbeddedZooKeeperServer(first.getPort(), this.dataDirectory))) {
			assertThat(children(second)).contains("kept");
		}
	}

	@Test
	void startsAgainOnTheSamePortAndDataAfterClose() throws Exception {
		EmbeddedZooKeeperServer server = started(new EmbeddedZooKeeperServer(0, this.dataDirectory));
		int port = server.getPort();
		write(server, "/kept");
		server.close();
		try (server) {
			server.start();
			assertThat(server.getPort()).isEqualTo(port);
			assertThat(children(server)).contains("kept");
		}
	}

	@Test
	void sessionSurvivesStopAndStartWithTemporaryData() throws Exception {
		try (EmbeddedZooKeeperServer server = started(new EmbeddedZooKeeperServer());
				ZooKeeper client = client(server, 30_000)) {
			long session = client.getSessionId();
			server.stop();
			assertThat(server.isRunning()).isFalse();
			server.start();
			await().until(() -> client.getState().isConnected());
			assertThat(client.getSessionId()).isEqualTo(session);
		}
	}

	@Test
	void createsGivenDirectory() throws IOException {
		Path missing = this.dataDirectory.resolve("a/b");
		started(new EmbeddedZooKeeperServer(0, missing)).close();
		assertThat(list(missing)).containsExactly("version-2");
	}

	@Test
	void leavesNoFileBehind() throws Exception {
		EmbeddedZooKeeperServer server = started(new EmbeddedZooKeeperServer());
		write(server, "/gone");
		assertThat(temporaryFiles()).hasSize(1);
		server.close();
		assertThat(temporaryFiles()).isEmpty();
	}

	@Test
	void leavesNoThreadBehindAlsoWithClientsConnected() throws Exception {
		EmbeddedZooKeeperServer server = started(new EmbeddedZooKeeperServer());
		try (ZooKeeper client = client(server, 10_000)) {
			assertThat(client.getState().isConnected()).isTrue();
			assertThat(serverThreads()).isNotEmpty().allMatch(Thread::isDaemon);
			long begin = System.nanoTime();
			server.close();
			assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(3));
			assertThat(serverThreads()).isEmpty();
		}
	}

	@Test
	void leavesSystemPropertiesAsTheyWere() {
		Properties before = (Properties) System.getProperties().clone();
		try (EmbeddedZooKeeperServer server = started(new EmbeddedZooKeeperServer())) {
			assertThat(server.isRunning()).isTrue();
			assertThat(System.getProperties()).isEqualTo(before);
		}
	}

	@Test
	void saysAtOnceThatPortIsTakenAndLeavesNothing() throws IOException {
		try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
				EmbeddedZooKeeperServer server = new EmbeddedZooKeeperServer(taken.getLocalPort(), null)) {
			long begin = System.nanoTime();
			assertThatExceptionOfType(EmbeddedZooKeeperException.class).isThrownBy(server::start)
				.withMessageContaining("127.0.0.1:" + taken.getLocalPort())
				.satisfies((ex) -> assertThat(ex.getReason()).isEqualTo(Reason.PORT_UNAVAILABLE))
				.satisfies((ex) -> assertThat(ex.getPort()).isEqualTo(taken.getLocalPort()));
			assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
			assertThat(server.isRunning()).isFalse();
			assertThat(temporaryFiles()).isEmpty();
			assertThat(serverThreads()).isEmpty();
		}
	}

	@Test
	void portOfAllInterfacesIsTakenToo() throws IOException {
		try (ServerSocket taken = new ServerSocket(0);
				EmbeddedZooKeeperServer server = new EmbeddedZooKeeperServer(taken.getLocalPort(), null)) {
			assertThatExceptionOfType(EmbeddedZooKeeperException.class).isThrownBy(server::start)
				.satisfies((ex) -> assertThat(ex.getReason()).isEqualTo(Reason.PORT_UNAVAILABLE));
		}
	}

	@Test
	void startsOnceThePortIsFree() throws IOException {
		try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
				EmbeddedZooKeeperServer server = new EmbeddedZooKeeperServer(taken.getLocalPort(), null)) {
			assertThatExceptionOfType(EmbeddedZooKeeperException.class).isThrownBy(server::start);
			taken.close();
			server.start();
			assertThat(server.isRunning()).isTrue();
		}
	}

	@Test
	void dataDirectoryThatIsFileIsRefused() throws IOException {
		Path file = Files.createFile(this.dataDirectory.resolve("file"));
		try (EmbeddedZooKeeperServer server = new EmbeddedZooKeeperServer(0, file)) {
			assertThatExceptionOfType(EmbeddedZooKeeperException.class).isThrownBy(server::start)
				.withMessageContaining(file.toString())
				.satisfies((ex) -> assertThat(ex.getReason()).isEqualTo(Reason.OTHER));
			assertThat(file).exists();
		}
	}

	@Test
	void closesTwiceAndWithoutStart() {
		EmbeddedZooKeeperServer server = new EmbeddedZooKeeperServer();
		server.close();
		server.start();
		server.start();
		server.close();
		server.close();
		assertThat(server.isRunning()).isFalse();
	}

	@Test
	void hasNoPortBeforeFirstStart() {
		try (EmbeddedZooKeeperServer server = new EmbeddedZooKeeperServer()) {
			assertThatIllegalStateException().isThrownBy(server::getConnectString);
		}
		try (EmbeddedZooKeeperServer server = new EmbeddedZooKeeperServer(2181, null)) {
			assertThat(server.getConnectString()).isEqualTo("127.0.0.1:2181");
		}
	}

	@Test
	void portOutOfRangeIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> new EmbeddedZooKeeperServer(65536, null))
			.withMessageContaining("65536");
		assertThatIllegalArgumentException().isThrownBy(() -> new EmbeddedZooKeeperServer(-1, null));
	}

	private static EmbeddedZooKeeperServer started(EmbeddedZooKeeperServer server) {
		server.start();
		return server;
	}

	private static ZooKeeper client(EmbeddedZooKeeperServer server, int sessionTimeout) throws IOException {
		ZooKeeper client = new ZooKeeper(server.getConnectString(), sessionTimeout, (event) -> {
		});
		await().until(() -> client.getState().isConnected());
		return client;
	}

	private static void write(EmbeddedZooKeeperServer server, String path) throws Exception {
		try (ZooKeeper client = client(server, 10_000)) {
			client.create(path, new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
		}
	}

	private static List<String> children(EmbeddedZooKeeperServer server) throws Exception {
		try (ZooKeeper client = client(server, 10_000)) {
			return client.getChildren("/", false);
		}
	}

	private static boolean accepts(InetAddress address, int port) {
		try (Socket socket = new Socket()) {
			socket.connect(new InetSocketAddress(address, port), 1000);
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

	private static List<String> temporaryFiles() throws IOException {
		return list(Path.of(System.getProperty("java.io.tmpdir"))).stream()
			.filter((name) -> name.startsWith(EmbeddedServerRun.TEMPORARY))
			.toList();
	}

	private static List<String> list(Path directory) throws IOException {
		try (Stream<Path> files = Files.list(directory)) {
			return files.map((file) -> file.getFileName().toString()).toList();
		}
	}

	private static List<Thread> serverThreads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getThreadGroup() != null
					&& thread.getThreadGroup().getName().equals("zk-embedded"))
			.toList();
	}

}
