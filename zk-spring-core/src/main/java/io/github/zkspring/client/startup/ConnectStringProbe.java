package io.github.zkspring.client.startup;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

import io.github.zkspring.client.ServerProbe;
import io.github.zkspring.client.ServerProbe.Finding;
import io.github.zkspring.client.support.ZkThreads;
import org.apache.zookeeper.client.ConnectStringParser;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.common.ClientX509Util;

/**
 * Probes all servers of a connect string in parallel, without opening a session, to find
 * the cause that ZooKeeper's client reports only as "connection loss": DNS, the TCP
 * connection, or the TLS handshake with the settings of the client.
 */
public class ConnectStringProbe {

	/** Every server answers it, at least with an error. */
	private static final byte[] QUESTION = "ruok".getBytes(StandardCharsets.US_ASCII);

	private final ZKClientConfig config;

	/**
	 * Creates a probe.
	 * @param config the configuration of the client that has no session
	 */
	public ConnectStringProbe(ZKClientConfig config) {
		this.config = config;
	}

	List<ServerProbe> run(String connectString, Duration budget) throws InterruptedException {
		List<InetSocketAddress> servers = new ConnectStringParser(connectString).getServerAddresses();
		List<Callable<ServerProbe>> probes = new ArrayList<>();
		servers.forEach((server) -> probes.add(() -> probe(server, Math.max(1, (int) budget.toMillis() / 2))));
		ExecutorService executor = Executors.newFixedThreadPool(servers.size(), ZkThreads.numbered("zk-probe-"));
		try {
			List<Future<ServerProbe>> done = executor.invokeAll(probes, budget.toMillis(), TimeUnit.MILLISECONDS);
			List<ServerProbe> results = new ArrayList<>();
			for (int index = 0; index < servers.size(); index++) {
				results.add(result(done.get(index), servers.get(index)));
			}
			return results;
		}
		finally {
			executor.shutdownNow();
		}
	}

	// a DNS look-up has no timeout of its own
	private static ServerProbe result(Future<ServerProbe> probe, InetSocketAddress server) throws InterruptedException {
		try {
			return probe.get();
		}
		catch (CancellationException | ExecutionException ex) {
			return new ServerProbe(name(server), Finding.TIMED_OUT);
		}
	}

	private ServerProbe probe(InetSocketAddress server, int timeoutMillis) {
		try (Socket socket = new Socket()) {
			socket.connect(new InetSocketAddress(server.getHostString(), server.getPort()), timeoutMillis);
			socket.setSoTimeout(timeoutMillis);
			return this.config.getBoolean(ZKClientConfig.SECURE_CLIENT) ? handshake(socket, server)
					: new ServerProbe(name(server), Finding.NO_SESSION);
		}
		catch (UnknownHostException ex) {
			return new ServerProbe(name(server), Finding.UNKNOWN_HOST);
		}
		catch (ConnectException ex) {
			return new ServerProbe(name(server), Finding.REFUSED);
		}
		catch (IOException ex) {
			return new ServerProbe(name(server), Finding.TIMED_OUT);
		}
	}

	private ServerProbe handshake(Socket plain, InetSocketAddress server) {
		try (ClientX509Util util = new ClientX509Util();
				SSLSocket socket = (SSLSocket) util.createSSLContext(this.config)
					.getSocketFactory()
					.createSocket(plain, server.getHostString(), server.getPort(), true)) {
			SSLParameters parameters = socket.getSSLParameters();
			if (util.isServerHostnameVerificationEnabled(this.config)) {
				parameters.setEndpointIdentificationAlgorithm("HTTPS");
			}
			String protocols = this.config.getProperty(util.getSslEnabledProtocolsProperty());
			if (protocols != null) {
				parameters.setProtocols(protocols.split(","));
			}
			socket.setSSLParameters(parameters);
			socket.startHandshake();
			awaitVerdict(socket);
			return new ServerProbe(name(server), Finding.NO_SESSION);
		}
		catch (Exception ex) {
			return new ServerProbe(name(server), Finding.TLS_FAILED, String.valueOf(ex.getMessage()));
		}
	}

	// with TLS 1.3 the server checks the certificate of the client after the handshake
	private static void awaitVerdict(SSLSocket socket) throws IOException {
		try {
			socket.getOutputStream().write(QUESTION);
			socket.getInputStream().read();
		}
		catch (SocketTimeoutException ex) {
			// the handshake is complete and the server does not answer the question
		}
	}

	private static String name(InetSocketAddress server) {
		return server.getHostString() + ":" + server.getPort();
	}

}
