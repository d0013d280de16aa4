package io.github.zkspring.metrics;

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
	WATCH_DELIVERY(DefaultZkWatchObservationConvention.class, WatchKey.values(), WatchDetail.values()),

	/**
	 * Call of a {@code @LeaderOnly} method.
	 */
	LEADER_TASK(DefaultZkLeaderObservationConvention.class, LeaderKey.values(), LeaderDetail.values()),

	/**
	 * Call under a lock, from the request for it to its release.
	 */
	LOCK(DefaultZkLockObservationConvention.class, LockKey.values(), LockDetail.values());

	private final Class<? extends ObservationConvention<? extends Observation.Context>> convention;

	private final KeyName[] keys;

	private final KeyName[] details;

	ZkObservationDocumentation(Class<? extends ObservationConvention<? extends Observation.Context>> convention,
			KeyName[] keys, KeyName[] details) {
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
		return this.keys.clone();
	}

	@Override
	public KeyName[] getHighCardinalityKeyNames() {
		return this.details.clone();
	}

	/**
	 * Low-cardinality keys of watch deliveries.
	 */
	public enum WatchKey implements KeyName {

		/** Id of the watch, or its kind if it was opened without an id. */
		WATCH,

		/** {@code data}, {@code children} or {@code tree}. */
		KIND,

		/** {@code success} or {@code error}. */
		OUTCOME;

		@Override
		public String asString() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

	/**
	 * High-cardinality keys of watch deliveries.
	 */
	public enum WatchDetail implements KeyName {

		/** Path of the event. */
		PATH,

		/**
		 * Type of the event, {@code none} for the children of a znode and for trees.
		 */
		EVENT;

		@Override
		public String asString() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

	/**
	 * Low-cardinality keys of leader methods.
	 */
	public enum LeaderKey implements KeyName {

		/** Name of the election. */
		ELECTION,

		/** {@code success} or {@code error}. */
		OUTCOME;

		@Override
		public String asString() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

	/**
	 * High-cardinality keys of leader methods.
	 */
	public enum LeaderDetail implements KeyName {

		/** Class and method. */
		METHOD;

		@Override
		public String asString() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

	/**
	 * Low-cardinality keys of calls under a lock.
	 */
	public enum LockKey implements KeyName {

		/**
		 * Name of the lock with unresolved expressions, as in the annotation;
		 * {@code none} for a template.
		 */
		LOCK,

		/** {@code exclusive} or {@code shared}. */
		MODE,

		/**
		 * {@code success}, {@code error}, or {@code skipped} if the lock was not
		 * acquired.
		 */
		OUTCOME;

		@Override
		public String asString() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

	/**
	 * High-cardinality keys of calls under a lock.
	 */
	public enum LockDetail implements KeyName {

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
