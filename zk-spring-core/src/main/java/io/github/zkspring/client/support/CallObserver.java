package io.github.zkspring.client.support;

/**
 * Looks at the calls of one kind that go to code of the application. Nobody does unless
 * told to, which costs such a call nothing.
 *
 * @param <C> what is known about a call
 */
@FunctionalInterface
public interface CallObserver<C> {

	/**
	 * A call begins. Called on the thread that runs the code, right before it. Must
	 * return soon and must not throw.
	 * @param call what is known about the call
	 * @return the observer of its progress
	 */
	Observed begin(C call);

	/**
	 * The observer that looks at nothing.
	 * @param <C> what is known about a call
	 * @return the same one every time
	 */
	static <C> CallObserver<C> none() {
		return (call) -> Observed.NONE;
	}

	/**
	 * A call that was begun. None of its methods may throw.
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
		 * The thread of the call leaves it, while the call may go on elsewhere.
		 */
		default void leave() {
		}

		/**
		 * The call is over. Leaves it, if that has not happened yet.
		 */
		default void end() {
		}

	}

}
