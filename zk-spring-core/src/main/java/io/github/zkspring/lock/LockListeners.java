package io.github.zkspring.lock;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

import io.github.zkspring.client.support.Listeners;

/**
 * Measures locks for those who listen.
 */
class LockListeners extends Listeners<LockListener> {

	LockListeners() {
		super("locks");
	}

	/**
	 * Acquire a lock, and tell of it.
	 * @param lock what to call it
	 * @param acquisition acquires it
	 * @return what was acquired
	 */
	Optional<LockTenure> measure(String lock, Supplier<Optional<LockTenure>> acquisition) {
		if (isEmpty()) {
			return acquisition.get();
		}
		long begin = System.nanoTime();
		LockListener.Outcome outcome = LockListener.Outcome.FAILED;
		try {
			Optional<LockTenure> tenure = acquisition.get();
			outcome = tenure.isPresent() ? LockListener.Outcome.ACQUIRED : LockListener.Outcome.TAKEN;
			tenure.ifPresent((held) -> measureEnd(lock, held));
			return tenure;
		}
		finally {
			LockListener.Outcome told = outcome;
			Duration waited = since(begin);
			tell((listener) -> listener.waited(lock, told, waited));
		}
	}

	private void measureEnd(String lock, LockTenure tenure) {
		long begin = System.nanoTime();
		tenure.ended().thenRun(() -> {
			boolean lost = tenure.isLost();
			Duration held = since(begin);
			tell((listener) -> listener.ended(lock, lost, held));
		});
	}

	private static Duration since(long begin) {
		return Duration.ofNanos(System.nanoTime() - begin);
	}

}
