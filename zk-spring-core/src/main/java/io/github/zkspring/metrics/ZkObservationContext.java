package io.github.zkspring.metrics;

import io.micrometer.observation.Observation;

/**
 * {@link Observation.Context} of a call of application code: the delivery of a watch, a
 * call of a {@code @LeaderOnly} method, or a call under a lock.
 *
 * @param <C> the type of the description of the call
 * @since 0.1.0
 */
public class ZkObservationContext<C> extends Observation.Context {

	private final C call;

	/**
	 * Creates a context.
	 * @param call the observed call
	 */
	public ZkObservationContext(C call) {
		this.call = call;
	}

	/**
	 * Returns the observed call.
	 * @return the call
	 */
	public C call() {
		return this.call;
	}

	static boolean isOf(Class<?> type, Observation.Context context) {
		return context instanceof ZkObservationContext<?> known && type.isInstance(known.call);
	}

}
