package io.github.zkspring.metrics;

import java.util.List;
import java.util.Locale;

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.docs.ObservationDocumentation;

/**
 * Documents the observations of this starter and their keys. Keys never contain payloads;
 * low-cardinality keys contain neither paths nor arguments.
 *
 * @since 0.1.0
 */
public enum ZkObservationDocumentation implements ObservationDocumentation {

	/**
	 * Call of a watch method or callback.
	 */
	WATCH_DELIVERY(DefaultZkWatchObservationConvention.class, List.of(Key.WATCH, Key.KIND, Key.OUTCOME),
			List.of(Key.PATH, Key.EVENT)),

	/**
	 * Call of a {@code @LeaderOnly} method.
	 */
	LEADER_TASK(DefaultZkLeaderObservationConvention.class, List.of(Key.ELECTION, Key.OUTCOME), List.of(Key.METHOD)),

	/**
	 * Call under a lock, from the request for it to its release.
	 */
	LOCK(DefaultZkLockObservationConvention.class, List.of(Key.LOCK, Key.MODE, Key.OUTCOME),
			List.of(Key.NAME, Key.TOKEN));

	private final Class<? extends ObservationConvention<? extends Observation.Context>> convention;

	private final List<Key> keys;

	private final List<Key> details;

	ZkObservationDocumentation(Class<? extends ObservationConvention<? extends Observation.Context>> convention,
			List<Key> keys, List<Key> details) {
		this.convention = convention;
		this.keys = keys;
		this.details = details;
	}

	@Override
	public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
		return this.convention;
	}

	@Override
	public KeyName[] getLowCardinalityKeyNames() {
		return this.keys.toArray(KeyName[]::new);
	}

	@Override
	public KeyName[] getHighCardinalityKeyNames() {
		return this.details.toArray(KeyName[]::new);
	}

	/**
	 * Keys of the observations.
	 */
	public enum Key implements KeyName {

		/** Id of the watch, or its kind if it was opened without an id. */
		WATCH,

		/** {@code data}, {@code children} or {@code tree}. */
		KIND,

		/**
		 * {@code success}, {@code error}, or {@code skipped} if a lock was not acquired.
		 */
		OUTCOME,

		/** Path of the event. */
		PATH,

		/**
		 * Type of the event, {@code none} for the children of a znode and for trees.
		 */
		EVENT,

		/** Name of the election. */
		ELECTION,

		/** Class and method. */
		METHOD,

		/**
		 * Name of the lock with unresolved expressions, as in the annotation;
		 * {@code none} for a template.
		 */
		LOCK,

		/** {@code exclusive} or {@code shared}. */
		MODE,

		/** Name of the lock. */
		NAME,

		/** Fencing token, {@code none} without a lock. */
		TOKEN;

		@Override
		public String asString() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
