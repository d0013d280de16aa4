package io.github.zkspring.client;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * No server of the ensemble gave this application a session within the time it had.
 *
 * @since 0.1.0
 */
public class ZkUnavailableException extends ZkException {

	private final Duration waited;

	private final transient List<ServerProbe> probes;

	/**
	 * Create an exception.
	 * @param waited how long the application waited
	 * @param probes what was found at each server
	 */
	public ZkUnavailableException(Duration waited, List<ServerProbe> probes) {
		super("No session with ZooKeeper after %d ms: %s".formatted(waited.toMillis(),
				probes.stream()
					.map((probe) -> probe.server() + " " + probe.finding())
					.collect(Collectors.joining(", "))));
		this.waited = waited;
		this.probes = List.copyOf(probes);
	}

	/**
	 * How long the application waited.
	 * @return the time from the first attempt
	 */
	public Duration getWaited() {
		return this.waited;
	}

	/**
	 * What was found at each server of the connect string.
	 * @return one entry a server
	 */
	public List<ServerProbe> getProbes() {
		return this.probes;
	}

}
