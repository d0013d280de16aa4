package io.github.zkspring.autoconfigure;

import java.util.stream.Collectors;

import io.github.zkspring.client.ServerProbe;
import io.github.zkspring.client.ZkUnavailableException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says what was found at each server when none gave a session, and what to do about it.
 */
class ZkUnavailableFailureAnalyzer extends AbstractFailureAnalyzer<ZkUnavailableException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, ZkUnavailableException cause) {
		String servers = cause.getProbes()
			.stream()
			.map((probe) -> "    - %s: %s".formatted(probe.server(), probe.finding()))
			.collect(Collectors.joining("%n".formatted()));
		String advice = cause.getProbes()
			.stream()
			.map(ServerProbe::finding)
			.distinct()
			.map((finding) -> "%n    - %s".formatted(advice(finding)))
			.collect(Collectors.joining());
		return new FailureAnalysis(
				"No session with ZooKeeper within %d ms:%n%n%s".formatted(cause.getWaited().toMillis(), servers),
				("Check the servers behind 'zk.connect-string':%n%s%n%n"
						+ "To start without ZooKeeper and connect in the background, set 'zk.startup.on-unavailable=continue'.")
					.formatted(advice),
				cause);
	}

	private static String advice(ServerProbe.Finding finding) {
		return switch (finding) {
			case UNKNOWN_HOST -> "unknown host: correct the host name in 'zk.connect-string', or the DNS";
			case REFUSED -> "connection refused: start ZooKeeper, or correct the port in 'zk.connect-string'; for a "
					+ "development server in this JVM set 'zk.embedded.enabled=true'";
			case TIMED_OUT ->
				"no answer: check network and firewall; a slow network may want a longer " + "'zk.startup.timeout'";
			case NO_SESSION -> "no session: the server may still start, lack a quorum, want TLS, or be no ZooKeeper at "
					+ "all; one that needs longer may want a longer 'zk.startup.timeout' or 'zk.connection-timeout'";
		};
	}

}
