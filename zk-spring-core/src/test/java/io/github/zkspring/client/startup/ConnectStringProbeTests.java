package io.github.zkspring.client.startup;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.zkspring.client.ServerProbe;
import org.apache.zookeeper.client.ZKClientConfig;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Tests for {@link ConnectStringProbe}.
 */
class ConnectStringProbeTests {

	private static final Duration BUDGET = Duration.ofSeconds(2);

	@Test
	void reportsRefusedConnection() throws Exception {
		// bound but not listening: the port refuses connections and stays reserved
		try (Socket reserved = new Socket()) {
			reserved.bind(new InetSocketAddress(loopback(), 0));
			String server = "127.0.0.1:" + reserved.getLocalPort();
			assertThat(probe().run(server, BUDGET))
				.containsExactly(new ServerProbe(server, ServerProbe.Finding.REFUSED));
		}
	}

	@Test
	void reportsUnknownHost() throws Exception {
		assertThat(probe().run("x.invalid:2181", BUDGET))
			.containsExactly(new ServerProbe("x.invalid:2181", ServerProbe.Finding.UNKNOWN_HOST));
	}

	@Test
	void reportsServerWithoutSession() throws Exception {
		try (ServerSocket silent = new ServerSocket(0, 5, loopback())) {
			String server = "127.0.0.1:" + silent.getLocalPort();
			assertThat(probe().run(server, BUDGET))
				.containsExactly(new ServerProbe(server, ServerProbe.Finding.NO_SESSION));
		}
	}

	@Test
	void reportsServerThatDoesNotAnswer() throws Exception {
		List<Socket> waiting = new ArrayList<>();
		try (ServerSocket full = new ServerSocket(0, 1, loopback())) {
			assumeThat(fill(full, waiting)).isTrue();
			String server = "127.0.0.1:" + full.getLocalPort();
			assertThat(probe().run(server, Duration.ofMillis(200)))
				.containsExactly(new ServerProbe(server, ServerProbe.Finding.TIMED_OUT));
		}
		finally {
			for (Socket socket : waiting) {
				socket.close();
			}
		}
	}

	@Test
	void probesAllServersAndIgnoresChroot() throws Exception {
		try (ServerSocket silent = new ServerSocket(0, 5, loopback()); Socket reserved = new Socket()) {
			reserved.bind(new InetSocketAddress(loopback(), 0));
			String connectString = "127.0.0.1:%d,127.0.0.1:%d/shop".formatted(silent.getLocalPort(),
					reserved.getLocalPort());
			assertThat(probe().run(connectString, BUDGET)).extracting(ServerProbe::finding)
				.containsExactly(ServerProbe.Finding.NO_SESSION, ServerProbe.Finding.REFUSED);
		}
	}

	// the system drops connections to a port with a full accept queue
	private static boolean fill(ServerSocket server, List<Socket> waiting) throws IOException {
		for (int count = 0; count < 10; count++) {
			Socket socket = new Socket();
			waiting.add(socket);
			try {
				socket.connect(server.getLocalSocketAddress(), 100);
			}
			catch (SocketTimeoutException ex) {
				return true;
			}
		}
		return false;
	}

	private static ConnectStringProbe probe() {
		return new ConnectStringProbe(new ZKClientConfig());
	}

	private static InetAddress loopback() throws IOException {
		return InetAddress.getByName("127.0.0.1");
	}

}
