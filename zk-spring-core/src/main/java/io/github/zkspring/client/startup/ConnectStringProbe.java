package io.github.zkspring.client.startup;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.github.zkspring.client.ServerProbe;
import io.github.zkspring.client.support.ZkThreads;
import org.apache.zookeeper.client.ConnectStringParser;
import org.apache.zookeeper.client.ZKClientConfig;

/**
 * Looks at every server of a connect string, side by side, to find what ZooKeeper's
 * client hides behind "connection loss".
 */
public class ConnectStringProbe {

	private final ZKClientConfig config;

	/**
	 * Create a probe.
	 * @param config the configuration of the client that got no session
	 */
	public ConnectStringProbe(ZKClientConfig config) {
		this.config = config;
	}

	List<ServerProbe> run(String connectString, Duration budget) throws InterruptedException {
		List<InetSocketAddress> servers = new ConnectStringParser(connectString).getServerAddresses();
		ExecutorService executor = Executors.newFixedThreadPool(servers.size(), ZkThreads.numbered("zk-probe-"));
		try {
			List<Future<ServerProbe.Finding>> findings = executor.invokeAll(
					servers.stream().map((server) -> new ProbeAttempt(server, this.config, budget)).toList(),
					budget.toMillis(), TimeUnit.MILLISECONDS);
			return IntStream.range(0, servers.size())
				.mapToObj((index) -> new ServerProbe(name(servers.get(index)), finding(findings.get(index))))
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

}
