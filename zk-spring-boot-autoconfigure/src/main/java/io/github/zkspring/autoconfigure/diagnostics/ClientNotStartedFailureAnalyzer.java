package io.github.zkspring.autoconfigure.diagnostics;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * {@link AbstractFailureAnalyzer} for a bean that sends requests with the
 * {@code CuratorFramework} before the client is started. Curator refuses them.
 */
class ClientNotStartedFailureAnalyzer extends AbstractFailureAnalyzer<IllegalStateException> {

	private static final String CLIENTS = "org.apache.curator.framework.imps.";

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, IllegalStateException cause) {
		if (!isThrownByStateCheck(cause)) {
			return null;
		}
		return new FailureAnalysis(
				"A bean uses the CuratorFramework before the client is started: " + cause.getMessage(),
				"Use 'ZkTemplate', which starts the client when it is first needed, or send the requests later: from a "
						+ "'SmartLifecycle', an 'ApplicationRunner' or a listener for 'ApplicationReadyEvent'. "
						+ "Calling 'start()' on the CuratorFramework is possible as well; a missing chroot or namespace "
						+ "is then not created yet.",
				cause);
	}

	private static boolean isThrownByStateCheck(Throwable cause) {
		return Arrays.stream(cause.getStackTrace())
			.limit(1)
			.anyMatch(
					(frame) -> frame.getClassName().startsWith(CLIENTS) && frame.getMethodName().equals("checkState"));
	}

}
