package io.github.zkspring.watch;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.core.retry.RetryPolicy;

/**
 * Handles errors of watches and decides how a watch continues. Define a bean to replace
 * the default, {@link #logging()}, or several beans and select one in the annotation.
 *
 * <p>
 * Called on the executor of the watches, between two calls of the same watch: a handler
 * that blocks delays only this watch. Exceptions of a handler are logged, and the watch
 * continues.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface WatchErrorHandler {

	/**
	 * Handles an error.
	 * @param error the error
	 */
	void handle(WatchError error);

	/**
	 * Handles an error and decides how the watch continues. By default
	 * {@link #handle(WatchError) handles it} and continues with the next change.
	 * @param error the error
	 * @return the reaction
	 */
	default Reaction react(WatchError error) {
		handle(error);
		return Reaction.proceed();
	}

	/**
	 * Returns a handler that logs errors and continues with the next change.
	 * @return the handler
	 */
	static WatchErrorHandler logging() {
		return new LoggingWatchErrorHandler();
	}

	/**
	 * Returns a handler that delivers the newest state again after the method threw an
	 * exception, as the policy defines, and logs each failure. The last failure of an
	 * exhausted policy and all other errors go to {@link #logging()}.
	 * @param policy which exceptions are retried, how often, how long and with which
	 * pauses
	 * @return the handler
	 */
	static WatchErrorHandler retrying(RetryPolicy policy) {
		return retrying(policy, logging());
	}

	/**
	 * Returns a handler that delivers the newest state again after the method threw an
	 * exception, as the policy defines. No thread waits during a pause; a newer state of
	 * the znode ends the pause and restarts the policy.
	 * @param policy which exceptions are retried, how often, how long and with which
	 * pauses
	 * @param exhausted handles the last failure of an exhausted policy, and all errors
	 * that are not failures of the method
	 * @return the handler
	 */
	static WatchErrorHandler retrying(RetryPolicy policy, WatchErrorHandler exhausted) {
		return new RetryingWatchErrorHandler(policy, exhausted);
	}

	/**
	 * Returns a handler that logs the first error of any kind and ends the watch.
	 * @return the handler
	 */
	static WatchErrorHandler stopping() {
		return new LoggingWatchErrorHandler() {

			@Override
			public Reaction react(WatchError error) {
				handle(error);
				return Reaction.end();
			}

		};
	}

	/**
	 * How a watch continues after an error.
	 *
	 * @param close whether the watch ends
	 * @param redeliverAfter the pause after which the method is called again with the
	 * newest state, even if it is the same; {@code null} to wait for the next change.
	 * Applies to failures of the method only: failed reads are repeated in any case
	 */
	record Reaction(boolean close, @Nullable Duration redeliverAfter) {

		private static final Reaction PROCEED = new Reaction(false, null);

		private static final Reaction CLOSE = new Reaction(true, null);

		/**
		 * Continues with the next change.
		 * @return the reaction
		 */
		public static Reaction proceed() {
			return PROCEED;
		}

		/**
		 * Delivers the newest state again.
		 * @param pause the pause before the delivery
		 * @return the reaction
		 */
		public static Reaction redeliver(Duration pause) {
			return new Reaction(false, pause);
		}

		/**
		 * Ends the watch.
		 * @return the reaction
		 */
		public static Reaction end() {
			return CLOSE;
		}

	}

}
