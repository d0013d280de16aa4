package io.github.zkspring.lock;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

import io.github.zkspring.client.support.Listeners;

/**
 * Measures the acquisition and release of locks for listeners.
 */
class LockListeners extends Listeners<LockListener> {

	LockListeners() {
		super("locks");
	}

	/**
	 * Measures the acquisition of a lock and, if it is acquired, its release.
	 * @param lock the name for listeners
	 * @param acquisition acquires the lock
	 * @return the acquired lock
	 */
	Optional<LockOwnership> measure(String lock, Supplier<Optional<LockOwnership>> acquisition) {
		if (isEmpty()) {
			return acquisition.get();
		}
		long begin = System.nanoTime();
		LockListener.Outcome outcome = LockListener.Outcome.FAILED;
		try {
			Optional<LockOwnership> acquired = acquisition.get();
			outcome = acquired.isPresent() ? LockListener.Outcome.ACQUIRED : LockListener.Outcome.TAKEN;
			acquired.ifPresent((ownership) -> measureEnd(lock, ownership));
			return acquired;
		}
		finally {
			LockListener.Outcome result = outcome;
			Duration waited = since(begin);
			notifyListeners((listener) -> listener.waited(lock, result, waited));
		}
	}

	private void measureEnd(String lock, LockOwnership ownership) {
		long begin = System.nanoTime();
		ownership.ended().thenRun(() -> {
			boolean lost = ownership.isLost();
			Duration held = since(begin);
			notifyListeners((listener) -> listener.ended(lock, lost, held));
		});
	}

	private static Duration since(long begin) {
		return Duration.ofNanos(System.nanoTime() - begin);
	}

}
