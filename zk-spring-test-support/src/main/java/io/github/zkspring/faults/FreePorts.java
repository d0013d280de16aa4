package io.github.zkspring.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Finds ports of the loopback address that stay free while their server is down: they are
 * below the ephemeral range, so that no client takes the port of a killed server or
 * connects to itself.
 */
final class FreePorts {

	private static final int FIRST = 10000;

	private static final int COUNT = 20000;

	/** Different start positions for concurrent test JVMs. */
	private static final AtomicInteger next = new AtomicInteger((int) (ProcessHandle.current().pid() * 61 % COUNT));

	private FreePorts() {
	}

	static int take() {
		for (int attempt = 0; attempt < COUNT; attempt++) {
			int port = FIRST + Math.floorMod(next.getAndIncrement(), COUNT);
			try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName(Machine.LOCAL.address()))) {
				return socket.getLocalPort();
			}
			catch (IOException ex) {
				// another process uses it
			}
		}
		throw new IllegalStateException("No free port");
	}

}
