package io.github.zkspring.guard;

/**
 * A right that invocations depend on, such as a leadership or a held lock.
 */
public interface GuardedRight {

	/**
	 * Returns whether a graceful end of the right waits for running invocations.
	 * @return {@code true} when {@link #invocationEnded()} is to be called
	 */
	boolean isEnding();

	/**
	 * Callback for the end of an invocation while {@link #isEnding()}.
	 */
	void invocationEnded();

	/**
	 * Callback for a body that is interrupted because the right has ended. Called with
	 * the monitor of an invocation stack held.
	 */
	default void invocationInterrupted() {
	}

}
