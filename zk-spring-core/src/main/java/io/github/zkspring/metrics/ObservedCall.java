package io.github.zkspring.metrics;

import java.util.function.Supplier;

import io.github.zkspring.client.support.CallObserver;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * The observation of one call.
 */
class ObservedCall implements CallObserver.Observed {

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
