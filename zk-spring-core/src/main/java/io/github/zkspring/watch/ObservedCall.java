package io.github.zkspring.watch;

import io.github.zkspring.client.support.CallObserver;

/**
 * The user's side of a watch, with somebody who looks at the calls.
 *
 * @param <E> the kind of event
 * @param id the id of the watch
 * @param kind the kind of watch
 * @param call the user's side
 * @param observer looks at the calls
 */
record ObservedCall<E>(String id, ZkWatch.Kind kind, WatchCall<E> call,
		CallObserver<ObservedDelivery> observer) implements WatchCall<E> {

	/**
	 * Let the observer of a watch look at its calls.
	 * @param <E> the kind of event
	 * @param settings knows the observer
	 * @param id the id of the watch
	 * @param call the user's side
	 * @return the calls, as they are where nobody looks
	 */
	static <E> WatchCall<E> of(WatchSettings settings, String id, WatchCall<E> call) {
		return (settings.calls() != CallObserver.<ObservedDelivery>none())
				? new ObservedCall<>(id, settings.kind(), call, settings.calls()) : call;
	}

	@Override
	public boolean call(E event) throws Throwable {
		CallObserver.Observed observed = this.observer.begin(ObservedDelivery.of(this.id, this.kind, event));
		try {
			return this.call.call(event);
		}
		catch (Throwable ex) {
			observed.failed(ex);
			throw ex;
		}
		finally {
			observed.end();
		}
	}

	@Override
	public String toString() {
		return this.call.toString();
	}

}
