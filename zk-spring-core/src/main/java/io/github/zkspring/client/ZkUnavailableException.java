package io.github.zkspring.client;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * No server of the ensemble gave this application a session, or an answer, within the
 * time it had. What was asked for has not happened.
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
	 * Create an exception for one request.
	 * @param path the znode that it was about
	 * @param waited how long the application waited
	 * @param cause what ZooKeeper's client said last
	 */
	public ZkUnavailableException(String path, Duration waited, @Nullable Throwable cause) {
		super("No answer about '%s' from ZooKeeper after %d ms".formatted(path, waited.toMillis()), cause);
		this.waited = waited;
		this.probes = List.of();
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
	 * @return one entry a server, empty for a single request
	 */
	public List<ServerProbe> getProbes() {
		return this.probes;
	}

}
