package io.github.zkspring.watch;

import java.time.Duration;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.core.retry.RetryPolicy;
import org.springframework.util.backoff.BackOffExecution;

/**
 * Requests another delivery according to a {@link RetryPolicy}. Stateless: the number of
 * failures of a state is the position in the policy.
 */
class RetryingWatchErrorHandler implements WatchErrorHandler {

	private static final Log logger = LogFactory.getLog(RetryingWatchErrorHandler.class);

	private final RetryPolicy policy;

	private final WatchErrorHandler exhausted;

	RetryingWatchErrorHandler(RetryPolicy policy, WatchErrorHandler exhausted) {
		this.policy = policy;
		this.exhausted = exhausted;
	}

	@Override
	public void handle(WatchError error) {
		this.exhausted.handle(error);
	}

	@Override
	public Reaction react(WatchError error) {
		long pause = pause(error);
		if (pause == BackOffExecution.STOP) {
			return this.exhausted.react(error);
		}
		logger.warn("Watch '%s' on '%s': the method failed for the %d. time with this state, again in %d ms: %s"
			.formatted(error.watchId(), error.path(), error.failures(), pause, error.cause()));
		return Reaction.redeliver(Duration.ofMillis(pause));
	}

	private long pause(WatchError error) {
		if (error.kind() != WatchError.Kind.METHOD || !this.policy.shouldRetry(error.cause())) {
			return BackOffExecution.STOP;
		}
		BackOffExecution execution = this.policy.getBackOff().start();
		long pause = execution.nextBackOff();
		for (int failure = 1; failure < error.failures() && pause != BackOffExecution.STOP; failure++) {
			pause = execution.nextBackOff();
		}
		Duration timeout = this.policy.getTimeout();
		boolean late = !timeout.isZero() && error.elapsed().plusMillis(Math.max(pause, 0)).compareTo(timeout) > 0;
		return late ? BackOffExecution.STOP : pause;
	}

}
