package io.github.zkspring.client;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * Exception thrown when no server establishes a session or answers a request within the
 * allowed time. The request has no effect.
 *
 * @since 0.1.0
 */
public class ZkUnavailableException extends ZkException {

	private final Duration waited;

	private final transient List<ServerProbe> probes;

	/**
	 * Creates an exception.
	 * @param waited how long the application waited
	 * @param probes the result of the probe of each server
	 */
	public ZkUnavailableException(Duration waited, List<ServerProbe> probes) {
		super("No session with ZooKeeper after %d ms: %s".formatted(waited.toMillis(),
				StringUtils.collectionToDelimitedString(probes, ", ")));
		this.waited = waited;
		this.probes = List.copyOf(probes);
	}

	/**
	 * Creates an exception for one request.
	 * @param path the znode of the request
	 * @param waited how long the application waited
	 * @param cause the last error of ZooKeeper's client, or a {@link ZkException} whose
	 * message becomes a part of this one
	 */
	public ZkUnavailableException(String path, Duration waited, @Nullable Throwable cause) {
		super("No answer about '%s' from ZooKeeper after %d ms%s".formatted(path, waited.toMillis(),
				(cause instanceof ZkException) ? ": " + cause.getMessage() : ""), cause);
		this.waited = waited;
		this.probes = List.of();
	}

	/**
	 * Returns how long the application waited.
	 * @return the time from the first attempt
	 */
	public Duration getWaited() {
		return this.waited;
	}

	/**
	 * Returns the results of the probe.
	 * @return one entry per server, empty for a single request
	 */
	public List<ServerProbe> getProbes() {
		return this.probes;
	}

}
