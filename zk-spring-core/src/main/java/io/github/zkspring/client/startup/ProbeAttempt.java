package io.github.zkspring.client.startup;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;

import io.github.zkspring.client.ServerProbe.Finding;
import org.apache.zookeeper.client.ZKClientConfig;

/**
 * One look at one server: is there a host, a port, and TLS where this client has TLS?
 */
record ProbeAttempt(InetSocketAddress server, ZKClientConfig config, Duration budget) implements Callable<Finding> {

	/**
	 * Shares of the time: a handshake takes longest, a question in clear text no time.
	 */
	private static final double HANDSHAKE = 0.6;

	private static final double QUICK = 0.15;

	/** Any server answers it, if only that the word is not on its list. */
	private static final byte[] QUESTION = "ruok".getBytes(StandardCharsets.US_ASCII);

	@Override
	public Finding call() throws Exception {
		boolean secure = this.config.getBoolean(ZKClientConfig.SECURE_CLIENT);
		try (Socket socket = connect(secure ? HANDSHAKE : QUICK)) {
			if (secure) {
				return secure(socket);
			}
			return (answers(socket) || !speaksTls()) ? Finding.NO_SESSION : Finding.TLS_EXPECTED;
		}
		catch (UnknownHostException ex) {
			return Finding.UNKNOWN_HOST;
		}
		catch (ConnectException ex) {
			return Finding.REFUSED;
		}
	}

	private Finding secure(Socket socket) throws Exception {
		Finding finding = TlsHandshake.of(this.config).attempt(socket, this.server, QUESTION);
		if (finding == Finding.TLS_FAILED) {
			try (Socket plain = connect(QUICK)) {
				return answers(plain) ? Finding.TLS_NOT_SPOKEN : finding;
			}
			catch (IOException ex) {
				return finding;
			}
		}
		return finding;
	}

	private boolean speaksTls() throws Exception {
		try (Socket socket = connect(HANDSHAKE)) {
			Finding finding = TlsHandshake.ofJvm().attempt(socket, this.server, QUESTION);
			return finding != Finding.TLS_FAILED && finding != Finding.TIMED_OUT;
		}
		catch (IOException ex) {
			return false;
		}
	}

	private Socket connect(double share) throws IOException {
		Socket socket = new Socket();
		try {
			int timeout = Math.max(1, (int) (this.budget.toMillis() * share));
			InetAddress address = InetAddress.getByName(this.server.getHostString());
			socket.connect(new InetSocketAddress(address, this.server.getPort()), timeout);
			socket.setSoTimeout(timeout);
			return socket;
		}
		catch (IOException ex) {
			socket.close();
			throw ex;
		}
	}

	private static boolean answers(Socket socket) {
		try {
			socket.getOutputStream().write(QUESTION);
			int first = socket.getInputStream().read();
			return first >= 'A' && first <= 'z';
		}
		catch (IOException ex) {
			return false;
		}
	}

}
