package io.github.zkspring.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;

import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * A proxy on the loopback address in front of a server. It forwards everything until it
 * is set to cut, to delay, or to swallow answers.
 */
public final class TcpProxy implements AutoCloseable {

	private final ServerSocket listener;

	private final ZooKeeperProcess server;

	private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

	private final ExecutorService threads = Executors.newCachedThreadPool(threadFactory());

	private volatile boolean cut;

	private volatile boolean swallowing;

	private volatile Duration delay = Duration.ZERO;

	private static ThreadFactory threadFactory() {
		CustomizableThreadFactory factory = new CustomizableThreadFactory("zk-proxy-");
		factory.setDaemon(true);
		return factory;
	}

	private TcpProxy(ServerSocket listener, ZooKeeperProcess server) {
		this.listener = listener;
		this.server = server;
	}

	public static TcpProxy start(ZooKeeperProcess server) {
		try {
			TcpProxy proxy = new TcpProxy(
					new ServerSocket(FreePorts.take(), 50, InetAddress.getByName(Machine.LOCAL.address())), server);
			proxy.threads.execute(proxy::accept);
			return proxy;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public String connectString() {
		return Machine.LOCAL.address() + ":" + this.listener.getLocalPort();
	}

	/**
	 * Closes all connections and every new one at once.
	 */
	public void cut() {
		this.cut = true;
		closeConnections();
	}

	/**
	 * Forwards requests and drops the answers of the server: the client's half of the
	 * connection is half-open.
	 */
	public void swallowAnswers() {
		this.swallowing = true;
	}

	/**
	 * Delays everything in both directions.
	 * @param delay for how long
	 */
	public void delay(Duration delay) {
		this.delay = delay;
	}

	/**
	 * Forwards everything again. Connections whose answers were swallowed are closed
	 * because the stream of bytes has a hole.
	 */
	public void heal() {
		if (this.swallowing) {
			closeConnections();
		}
		this.swallowing = false;
		this.cut = false;
		this.delay = Duration.ZERO;
	}

	private void accept() {
		while (!this.listener.isClosed()) {
			try {
				Socket client = this.listener.accept();
				this.sockets.add(client);
				if (this.cut) {
					close(client);
				}
				else {
					connect(client);
				}
			}
			catch (IOException ex) {
				// the proxy or a connection was closed
			}
		}
	}

	private void connect(Socket client) {
		try {
			Socket upstream = new Socket(this.server.machine().address(), this.server.port());
			this.sockets.add(upstream);
			this.threads.execute(() -> pump(client, upstream, false));
			this.threads.execute(() -> pump(upstream, client, true));
		}
		catch (IOException ex) {
			close(client);
		}
	}

	private void pump(Socket from, Socket to, boolean answers) {
		byte[] buffer = new byte[65536];
		try {
			InputStream input = from.getInputStream();
			OutputStream output = to.getOutputStream();
			for (int length = input.read(buffer); length >= 0; length = input.read(buffer)) {
				LockSupport.parkNanos(this.delay.toNanos());
				if (!answers || !this.swallowing) {
					output.write(buffer, 0, length);
				}
			}
		}
		catch (IOException ex) {
			// one of the two is gone
		}
		finally {
			close(from);
			close(to);
		}
	}

	private void closeConnections() {
		this.sockets.forEach(this::close);
	}

	private void close(Socket socket) {
		this.sockets.remove(socket);
		try {
			socket.close();
		}
		catch (IOException ex) {
			// it is as good as closed
		}
	}

	@Override
	public void close() {
		try {
			this.listener.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.cut = true;
		closeConnections();
		this.threads.shutdownNow();
	}

}
