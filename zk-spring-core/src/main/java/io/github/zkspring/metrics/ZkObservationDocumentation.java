package io.github.zkspring.metrics;

import java.util.Locale;

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.docs.ObservationDocumentation;

/**
 * What is observed, with the keys of each observation. No key holds a payload; the ones
 * of few values hold no path and no argument.
 *
 * @since 0.1.0
 */
public enum ZkObservationDocumentation implements ObservationDocumentation {

	/**
	 * Call of the code of a watch.
	 */
	WATCH_DELIVERY(DefaultZkWatchObservationConvention.class, WatchKey.values(), WatchDetail.values()),

	/**
	 * Body of a {@code @LeaderOnly} method.
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
	 * What is noted of every delivery, of few values each.
	 */
	public enum WatchKey implements KeyName {

		/** Id of the watch; of watches that code has opened without one, the kind. */
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
	 * What is noted of every delivery, of any number of values.
	 */
	public enum WatchDetail implements KeyName {

		/** Path that the event is about. */
		PATH,

		/**
		 * What happened there, {@code none} for the children of a znode and for whole
		 * trees.
		 */
		EVENT;

		@Override
		public String asString() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

	/**
	 * What is noted of every body, of few values each.
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
	 * What is noted of every body besides.
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
	 * What is noted of every call under a lock, of few values each.
	 */
	public enum LockKey implements KeyName {

		/**
		 * Name of the lock with its expressions, as the annotation has it; {@code none}
		 * for a template.
		 */
		LOCK,

		/** {@code exclusive} or {@code shared}. */
		MODE,

		/**
		 * {@code success}, {@code error}, or {@code skipped} when others had the lock.
		 */
		OUTCOME;

		@Override
		public String asString() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

	/**
	 * What is noted of every call under a lock, of any number of values.
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
