package io.github.zkspring.autoconfigure.diagnostics;

import java.util.ArrayList;
import java.util.List;

import io.github.zkspring.autoconfigure.ZkProperties;
import io.github.zkspring.client.ChrootUnavailableException;
import io.github.zkspring.client.InvalidZkMethodException;
import io.github.zkspring.client.MissingLibraryException;
import io.github.zkspring.client.ZkAccessDeniedException;
import io.github.zkspring.client.ZkAuthenticationException;
import io.github.zkspring.embedded.EmbeddedZooKeeperException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * {@link FailureAnalyzer} for a missing chroot that cannot be created, for requests that
 * an ACL denies (NOAUTH), for an identity that the servers reject (AUTH_FAILED), for
 * annotated methods with an invalid declaration, for missing libraries, and for an
 * embedded server that fails to start.
 */
class ZkExceptionFailureAnalyzer implements FailureAnalyzer {

	private static final String EXTERNAL_SERVER = " To use a running server instead, set 'zk.embedded.enabled' to false "
			+ "and 'zk.connect-string' to its address.";

	private final Environment environment;

	ZkExceptionFailureAnalyzer(Environment environment) {
		this.environment = environment;
	}

	@Override
	public @Nullable FailureAnalysis analyze(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			String action = action(cause);
			if (action != null) {
				return new FailureAnalysis(cause.getMessage() + ".", action, cause);
			}
		}
		return null;
	}

	private @Nullable String action(Throwable cause) {
		if (cause instanceof ChrootUnavailableException unavailable) {
			return ("Create '%s' with an identity that has the permission, correct the chroot at the end of "
					+ "'zk.connect-string', or configure an identity in 'zk.auth' that may create it.")
				.formatted(unavailable.getChroot());
		}
		if (cause instanceof ZkAccessDeniedException denied) {
			return identity()
					+ (" Configure an identity in 'zk.auth' (scheme and credentials) that the ACL of '%s' or of its parent "
							+ "permits, or change that ACL. Check the credentials: ZooKeeper accepts any digest credentials "
							+ "at login and denies only the requests.")
						.formatted(denied.getPath());
		}
		if (cause instanceof ZkAuthenticationException) {
			return "Correct the schemes and credentials in 'zk.auth' or the login in 'zk.sasl'. The servers must "
					+ "support each scheme.";
		}
		if (cause instanceof EmbeddedZooKeeperException embedded) {
			return action(embedded) + EXTERNAL_SERVER;
		}
		if (cause instanceof MissingLibraryException missing) {
			return "Add '%s' to the dependencies of the application.".formatted(missing.getLibrary());
		}
		return (cause instanceof InvalidZkMethodException invalid) ? invalid.getAction() : null;
	}

	private String identity() {
		List<String> schemes = new ArrayList<>();
		ZkProperties properties = Binder.get(this.environment).bindOrCreate("zk", ZkProperties.class);
		properties.auth().forEach((auth) -> schemes.add("'%s' of 'zk.auth'".formatted(auth.scheme())));
		if (StringUtils.hasLength(properties.sasl().username())
				|| StringUtils.hasLength(properties.sasl().loginContext())) {
			schemes.add("'sasl' of 'zk.sasl'");
		}
		if (StringUtils.hasLength(properties.ssl().bundle())) {
			schemes.add("'x509' if 'zk.ssl.bundle' has a key");
		}
		return schemes.isEmpty() ? "This session has no identity: neither 'zk.auth' nor 'zk.sasl' is set."
				: "The identity of this session has the scheme %s.".formatted(String.join(" and ", schemes));
	}

	private static String action(EmbeddedZooKeeperException cause) {
		return switch (cause.getReason()) {
			case PORT_UNAVAILABLE -> ("Stop the process that listens on port %d, or set 'zk.embedded.port' to "
					+ "another port (0 selects a free port).")
				.formatted(cause.getPort());
			case JARS_MISSING -> "Add the missing dependencies (io.dropwizard.metrics:metrics-core, "
					+ "org.xerial.snappy:snappy-java) to the application.";
			case OTHER -> "Look for an earlier error in the log of the server. If 'zk.embedded.data-dir' is set, check "
					+ "that this application can write to the directory and that no other server uses it.";
		};
	}

}
