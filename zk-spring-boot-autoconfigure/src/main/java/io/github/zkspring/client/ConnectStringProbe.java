package io.github.zkspring.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.apache.zookeeper.client.ConnectStringParser;

/**
 * Looks at every server of a connect string, side by side, to find what ZooKeeper's
 * client hides behind "connection loss".
 */
class ConnectStringProbe {

	private final List<InetSocketAddress> servers;

	ConnectStringProbe(String connectString) {
		this.servers = List.copyOf(new ConnectStringParser(connectString).getServerAddresses());
	}

	List<ServerProbe> run(Duration budget) throws InterruptedException {
		ExecutorService executor = Executors.newFixedThreadPool(this.servers.size(), ZkThreads.numbered("zk-probe-"));
		try {
			List<Future<ServerProbe.Finding>> findings = executor.invokeAll(
					this.servers.stream().map((server) -> new Attempt(server, (int) budget.toMillis())).toList(),
					budget.toMillis(), TimeUnit.MILLISECONDS);
			return IntStream.range(0, this.servers.size())
				.mapToObj((index) -> new ServerProbe(name(this.servers.get(index)), finding(findings.get(index))))
				.toList();
		}
		finally {
			executor.shutdownNow();
		}
	}

	private static String name(InetSocketAddress server) {
		return server.getHostString() + ":" + server.getPort();
	}

	private static ServerProbe.Finding finding(Future<ServerProbe.Finding> finding) {
		try {
			return finding.isCancelled() ? ServerProbe.Finding.TIMED_OUT : finding.get();
		}
		catch (Exception ex) {
			return ServerProbe.Finding.TIMED_OUT;
		}
	}

	/**
	 * One attempt to connect to one server.
	 */
	private record Attempt(InetSocketAddress server, int timeoutMillis) implements Callable<ServerProbe.Finding> {

		@Override
		public ServerProbe.Finding call() throws IOException {
			try (Socket socket = new Socket()) {
				InetAddress address = InetAddress.getByName(this.server.getHostString());
				socket.connect(new InetSocketAddress(address, this.server.getPort()), this.timeoutMillis);
				return ServerProbe.Finding.NO_SESSION;
			}
			catch (UnknownHostException ex) {
				return ServerProbe.Finding.UNKNOWN_HOST;
			}
			catch (ConnectException ex) {
				return ServerProbe.Finding.REFUSED;
			}
		}

	}

}
