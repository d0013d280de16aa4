package io.github.zkspring.metrics;

import java.util.function.Supplier;

import io.github.zkspring.client.support.CallObserver;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.ObservationRegistry;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Creates an observation for each call. Exceptions of handlers and conventions are logged
 * and do not affect the call.
 *
 * @param <C> the type of the call
 * @since 0.1.0
 */
public class ObservationCallObserver<C> implements CallObserver<C> {

	private static final Log logger = LogFactory.getLog(ObservationCallObserver.class);

	private final ZkObservationDocumentation documentation;

	private final ObservationRegistry registry;

	private final @Nullable ObservationConvention<ZkObservationContext<C>> custom;

	private final ObservationConvention<ZkObservationContext<C>> standard;

	/**
	 * Creates an observer.
	 * @param documentation the documented observation
	 * @param registry the registry
	 * @param custom the convention of the application, {@code null} for none
	 * @param standard the default convention
	 */
	public ObservationCallObserver(ZkObservationDocumentation documentation, ObservationRegistry registry,
			@Nullable ObservationConvention<ZkObservationContext<C>> custom,
			ObservationConvention<ZkObservationContext<C>> standard) {
		this.documentation = documentation;
		this.registry = registry;
		this.custom = custom;
		this.standard = standard;
	}

	@Override
	public Observed begin(C call) {
		if (this.registry.isNoop()) {
			return CallObserver.none().begin(call);
		}
		ObservedCall observed = new ObservedCall();
		observed.begin(() -> this.documentation.observation(this.custom, this.standard,
				() -> new ZkObservationContext<>(call), this.registry));
		return observed;
	}

	static void quietly(Runnable action) {
		try {
			action.run();
		}
		catch (RuntimeException ex) {
			logger.warn("Observation failed", ex);
		}
	}

	/**
	 * Observation of one call.
	 */
	private static final class ObservedCall implements CallObserver.Observed {

		private Observation observation = Observation.NOOP;

		private Observation.@Nullable Scope scope;

		void begin(Supplier<Observation> created) {
			ObservationCallObserver.quietly(() -> {
				this.observation = created.get();
				this.observation.start();
				this.scope = this.observation.openScope();
			});
		}

		@Override
		public void failed(Throwable failure) {
			ObservationCallObserver.quietly(() -> this.observation.error(failure));
		}

		@Override
		public void leave() {
			Observation.Scope open = this.scope;
			this.scope = null;
			if (open != null) {
				ObservationCallObserver.quietly(open::close);
			}
		}

		@Override
		public void end() {
			leave();
			ObservationCallObserver.quietly(this.observation::stop);
		}

	}

}
