package io.github.zkspring.watch;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.core.retry.RetryPolicy;

/**
 * Takes what goes wrong with watches, and may say what becomes of the watch. Define a
 * bean to replace the default, {@link #logging()}; or several, and name one in the
 * annotation.
 *
 * <p>
 * Called on the executor of the watches, between two calls of the same watch: a handler
 * that blocks delays that watch alone. A handler that throws is logged, and the watch
 * goes on.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface WatchErrorHandler {

	/**
	 * Take an error.
	 * @param error what went wrong
	 */
	void handle(WatchError error);

	/**
	 * Take an error and say what becomes of the watch. By default
	 * {@link #handle(WatchError) takes it} and goes on.
	 * @param error what went wrong
	 * @return what to do
	 */
	default Reaction react(WatchError error) {
		handle(error);
		return Reaction.proceed();
	}

	/**
	 * Writes one line for an error, and goes on with the next change.
	 * @return a handler
	 */
	static WatchErrorHandler logging() {
		return new LoggingWatchErrorHandler();
	}

	/**
	 * Has the newest state delivered again after the method threw, with the pauses and up
	 * to the bounds of a policy, and writes a line for each failure. A policy that is
	 * exhausted, and every other error, goes to {@link #logging()}.
	 * @param policy what is retried, how often, how long and with which pauses
	 * @return a handler
	 */
	static WatchErrorHandler retrying(RetryPolicy policy) {
		return retrying(policy, logging());
	}

	/**
	 * Has the newest state delivered again after the method threw, with the pauses and up
	 * to the bounds of a policy. No thread waits during a pause; a newer state of the
	 * znode ends it, and begins with the policy anew.
	 * @param policy what is retried, how often, how long and with which pauses
	 * @param exhausted takes the last failure when the policy is exhausted, and every
	 * error that is not a failure of the method
	 * @return a handler
	 */
	static WatchErrorHandler retrying(RetryPolicy policy, WatchErrorHandler exhausted) {
		return new RetryingWatchErrorHandler(policy, exhausted);
	}

	/**
	 * Writes one line for the first error of any kind, and ends the watch.
	 * @return a handler
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
	 * What becomes of a watch after an error.
	 *
	 * @param close whether the watch ends
	 * @param redeliverAfter the pause after which the method is called again with the
	 * newest state, also when it is the same; {@code null} to wait for the next change.
	 * Counts for failures of the method only: what cannot be read is read again anyway
	 */
	record Reaction(boolean close, @Nullable Duration redeliverAfter) {

		private static final Reaction PROCEED = new Reaction(false, null);

		private static final Reaction CLOSE = new Reaction(true, null);

		/**
		 * Go on with the next change.
		 * @return the reaction
		 */
		public static Reaction proceed() {
			return PROCEED;
		}

		/**
		 * Deliver the newest state again.
		 * @param pause how long to wait before
		 * @return the reaction
		 */
		public static Reaction redeliver(Duration pause) {
			return new Reaction(false, pause);
		}

		/**
		 * End the watch.
		 * @return the reaction
		 */
		public static Reaction end() {
			return CLOSE;
		}

	}

}
