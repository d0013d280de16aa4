package io.github.zkspring.client.support;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * Observes the calls of one kind to code of the application. The default is
 * {@link #none()}, which adds no cost to a call.
 *
 * @param <C> what is known about a call
 */
@FunctionalInterface
public interface CallObserver<C> {

	/**
	 * A call begins. Called on the thread that runs the code, right before it. It must
	 * not block and must not throw.
	 * @param call what is known about the call
	 * @return the observer of its progress
	 */
	Observed begin(C call);

	/**
	 * Returns the observer that ignores all calls.
	 * @param <C> what is known about a call
	 * @return the observer
	 */
	static <C> CallObserver<C> none() {
		return (call) -> Observed.NONE;
	}

	/**
	 * Observer of the progress of one call. Its methods must not throw.
	 */
	interface Observed {

		/** Ignores the call. */
		Observed NONE = new Observed() {
		};

		/**
		 * The call has failed.
		 * @param failure why
		 */
		default void failed(Throwable failure) {
		}

		/**
		 * The thread of the call returns, while the call may continue asynchronously.
		 */
		default void leave() {
		}

		/**
		 * The call has ended. Implies {@link #leave()}.
		 */
		default void end() {
		}

		/**
		 * The thread of the call returns, and the call ends when its result is complete.
		 * @param result the result
		 */
		default void endWith(CompletionStage<?> result) {
			leave();
			result.whenComplete((value, failure) -> {
				if (failure != null) {
					Throwable cause = failure.getCause();
					failed((failure instanceof CompletionException && cause != null) ? cause : failure);
				}
				end();
			});
		}

	}

}
