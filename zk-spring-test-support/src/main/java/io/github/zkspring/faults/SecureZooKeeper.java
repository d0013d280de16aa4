package io.github.zkspring.faults;

import java.util.List;

/**
 * A server in a separate process with a TLS port and a plain port. The TLS port requires
 * a client certificate. A TLS server inside the JVM of a test would set system properties
 * that every client in that JVM inherits.
 */
public final class SecureZooKeeper implements AutoCloseable {

	private final ZooKeeperProcess process;

	private final int port;

	private SecureZooKeeper(ZooKeeperProcess process, int port) {
		this.process = process;
		this.port = port;
	}

	/**
	 * Starts a server.
	 * @param certificates where its certificate and its trust come from
	 * @param alias its certificate
	 * @return the server, answering
	 */
	public static SecureZooKeeper start(Certificates certificates, String alias) {
		int port = FreePorts.take();
		return new SecureZooKeeper(
				ZooKeeperProcess.start(
						List.of("secureClientPort=" + port, "secureClientPortAddress=127.0.0.1",
								"serverCnxnFactory=org.apache.zookeeper.server.NettyServerCnxnFactory",
								"ssl.keyStore.location=" + certificates.keyStore("PKCS12", alias),
								"ssl.keyStore.type=PKCS12", "ssl.keyStore.password=" + Certificates.PASSWORD,
								"ssl.trustStore.location=" + certificates.trustStore("PKCS12"),
								"ssl.trustStore.type=PKCS12", "ssl.trustStore.password=" + Certificates.PASSWORD),
						"-Dzookeeper.ssl.clientAuth=need"),
				port);
	}

	/**
	 * Returns the secure port.
	 * @return the port
	 */
	public int port() {
		return this.port;
	}

	/**
	 * Returns the server with its plain port.
	 * @return the process
	 */
	public ZooKeeperProcess plain() {
		return this.process;
	}

	@Override
	public void close() {
		this.process.close();
	}

}
