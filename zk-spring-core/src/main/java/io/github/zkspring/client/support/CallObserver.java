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
	 * @return is told how it goes on
	 */
	Observed begin(C call);

	/**
	 * The observer that looks at nothing.
	 * @param <C> what is known about a call
	 * @return the same one every time
	 */
	@SuppressWarnings("unchecked")
	static <C> CallObserver<C> none() {
		return (CallObserver<C>) NoCallObserver.INSTANCE;
	}

	/**
	 * A call that was begun. None of its methods may throw.
	 */
	interface Observed {

		/**
		 * The call has failed.
		 * @param failure why
		 */
		void failed(Throwable failure);

		/**
		 * The thread of the call leaves it, while the call may go on elsewhere.
		 */
		void leave();

		/**
		 * The call is over. Leaves it, if that has not happened yet.
		 */
		void end();

	}

}
