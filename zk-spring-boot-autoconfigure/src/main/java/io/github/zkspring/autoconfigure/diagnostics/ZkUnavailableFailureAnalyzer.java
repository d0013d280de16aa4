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
			case TLS_EXPECTED -> "TLS expected: set 'zk.ssl.bundle', or name the plain port in 'zk.connect-string'";
			case TLS_NOT_SPOKEN -> "no TLS: name the secure port (secureClientPort) in 'zk.connect-string', or take "
					+ "'zk.ssl.bundle' away";
			case UNKNOWN_CA -> "unknown authority: put the certificate of the authority that signed the server's into "
					+ "the trust store of 'zk.ssl.bundle'";
			case WRONG_HOST_NAME -> "wrong host name: use a name in 'zk.connect-string' that the server's certificate "
					+ "has (an IP address needs one of type IP), or give the server a certificate for it";
			case CERTIFICATE_EXPIRED -> "expired: renew the server's certificate, or correct the clock of this machine";
			case CLIENT_CERTIFICATE_REFUSED -> "client certificate refused: give the bundle of 'zk.ssl.bundle' a key "
					+ "store whose certificate the servers trust";
			case TLS_REFUSED ->
				"TLS refused: compare protocols and ciphers of 'zk.ssl.bundle' with those of the servers";
			case TLS_FAILED -> "TLS failed: is this the secure port of ZooKeeper? Correct 'zk.connect-string', or look "
					+ "into the log of the server";
			case NO_SESSION -> "no session: the server may still start, lack a quorum, or be no ZooKeeper at all; one "
					+ "that needs longer may want a longer 'zk.startup.timeout' or 'zk.connection-timeout'";
		};
	}

}
