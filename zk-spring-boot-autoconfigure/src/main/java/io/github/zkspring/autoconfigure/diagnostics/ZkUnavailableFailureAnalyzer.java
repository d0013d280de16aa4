package io.github.zkspring.autoconfigure.diagnostics;

import java.util.stream.Collectors;

import io.github.zkspring.client.ServerProbe;
import io.github.zkspring.client.ZkUnavailableException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/**
 * {@link FailureAnalyzer} for a startup without a session. Lists the finding of each
 * server.
 */
class ZkUnavailableFailureAnalyzer extends AbstractFailureAnalyzer<ZkUnavailableException> {

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, ZkUnavailableException cause) {
		if (cause.getProbes().isEmpty()) {
			return null;
		}
		String servers = cause.getProbes()
			.stream()
			.map((probe) -> "    - " + probe)
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
			case TIMED_OUT -> "no answer: check network and firewall, or increase 'zk.startup.timeout'";
			case TLS_FAILED -> "TLS handshake failed: check that the port in 'zk.connect-string' is the secure port "
					+ "(secureClientPort), that the trust store of 'zk.ssl.bundle' trusts the certificate of the "
					+ "server, that this certificate is valid for the host in 'zk.connect-string' (an IP address "
					+ "requires a subject alternative name of type IP), and that the servers accept the key, the "
					+ "protocols and the ciphers of 'zk.ssl.bundle'";
			case NO_SESSION -> "no session: check that the ensemble has a quorum and that the port in "
					+ "'zk.connect-string' is a client port of ZooKeeper; set 'zk.ssl.bundle' if it is the secure "
					+ "port; if the servers are slow, increase 'zk.startup.timeout' or 'zk.connection-timeout'";
		};
	}

}
