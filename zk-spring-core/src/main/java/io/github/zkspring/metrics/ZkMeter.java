package io.github.zkspring.metrics;

import java.util.List;

/**
 * Documents the meters of this project with their name, kind, base unit, description and
 * tags. Every meter is registered from one of these constants.
 *
 * <p>
 * No tag contains a path, a payload or an argument of a call. The number of values of a
 * tag is bounded by the number of watches, elections, annotated methods and services that
 * the application uses.
 *
 * @since 0.1.0
 */
public enum ZkMeter {

	/** Whether a server answers this session. */
	SESSION_CONNECTED("zookeeper.session.connected", Kind.GAUGE, "", "1 while a server answers this session, else 0"),

	/** Transitions of the session. */
	SESSION_TRANSITIONS("zookeeper.session.transitions", Kind.COUNTER, "",
			"Transitions of the session, by the state that began", "state"),

	/** Ended sessions. */
	SESSION_EXPIRIES("zookeeper.session.expiries", Kind.COUNTER, "", "Sessions that the servers have ended"),

	/** The rest of the lease. */
	SESSION_LEASE("zookeeper.session.lease", Kind.GAUGE, ZkMeter.SECONDS,
			"How long the servers certainly keep this session from now on; 0 while nothing is held"),

	/** The negotiated timeout. */
	SESSION_TIMEOUT("zookeeper.session.timeout", Kind.GAUGE, ZkMeter.SECONDS,
			"The session timeout that the server has agreed to"),

	/** Requests to the servers. */
	REQUESTS("zookeeper.requests", Kind.TIMER, ZkMeter.SECONDS,
			"Requests, by operation and outcome, from sending to answer; those of the starter and those through Curator",
			"operation", "outcome", "source"),

	/** Sent payloads. */
	REQUESTS_SENT("zookeeper.requests.sent", Kind.COUNTER, ZkMeter.BYTES, "Payloads sent", "operation", "source"),

	/** Received payloads. */
	REQUESTS_RECEIVED("zookeeper.requests.received", Kind.COUNTER, ZkMeter.BYTES, "Payloads received", "operation",
			"source"),

	/** Calls of the code of watches. */
	WATCH_DELIVERIES("zookeeper.watch.deliveries", Kind.TIMER, ZkMeter.SECONDS,
			"Calls of the code of a watch, and how long it ran", "watch", "outcome"),

	/** Lag of watches. */
	WATCH_LAG("zookeeper.watch.lag", Kind.TIMER, ZkMeter.SECONDS,
			"From the change of a znode to the call of the code of a watch", "watch", "since"),

	/** Conflated changes. */
	WATCH_CONFLATED("zookeeper.watch.conflated", Kind.COUNTER, "",
			"Changes that had no call of their own: a newer state was delivered", "watch"),

	/** Errors of watches. */
	WATCH_ERRORS("zookeeper.watch.errors", Kind.COUNTER, "", "Errors of a watch, by what went wrong", "watch", "kind"),

	/** Held leadership. */
	LEADER_HELD("zookeeper.leader.held", Kind.GAUGE, "", "1 while this instance leads, else 0", "election"),

	/** Time of leadership. */
	LEADER_TIME("zookeeper.leader.time", Kind.COUNTER, ZkMeter.SECONDS,
			"How long this instance has led, the present term included", "election"),

	/** Transitions of leadership. */
	LEADER_TRANSITIONS("zookeeper.leader.transitions", Kind.COUNTER, "",
			"How often leadership was granted to this instance, and revoked", "election", "transition"),

	/** Bodies of guarded methods. */
	LEADER_BODIES("zookeeper.leader.bodies", Kind.COUNTER, "",
			"Calls of guarded methods: run, skipped on a follower, and interrupted (which have run as well)",
			"election", "outcome"),

	/** Waits for locks. */
	LOCK_WAIT("zookeeper.lock.wait", Kind.TIMER, ZkMeter.SECONDS,
			"Waits for a lock: acquired, taken by others until the end, failed", "lock", "outcome"),

	/** Held locks. */
	LOCK_HOLD("zookeeper.lock.hold", Kind.TIMER, ZkMeter.SECONDS, "How long a lock was held, lost ones included",
			"lock"),

	/** Lost locks. */
	LOCK_LOST("zookeeper.lock.lost", Kind.COUNTER, "", "Locks that were lost while they were held", "lock"),

	/** Claims for leases. */
	LEASE_CLAIMS("zookeeper.lease.claims", Kind.COUNTER, "",
			"Claims for a lease: taken, refused because it is not over, failed", "lease", "outcome"),

	/** Registration of this instance. */
	SERVICE_REGISTERED("zookeeper.service.registered", Kind.GAUGE, "",
			"1 while the record of this instance is on the servers, else 0", "service"),

	/** Written records of this instance. */
	SERVICE_REGISTRATIONS("zookeeper.service.registrations", Kind.COUNTER, "",
			"How often the record of this instance was written", "service"),

	/** Known instances. */
	SERVICE_INSTANCES("zookeeper.service.instances", Kind.GAUGE, "", "Known instances of a service that was asked for",
			"service"),

	/** Choices of instances. */
	SERVICE_CHOICES("zookeeper.service.choices", Kind.COUNTER, "", "How often an instance was chosen", "service"),

	/** Choices without an instance. */
	SERVICE_REFUSED("zookeeper.service.refused", Kind.COUNTER, "",
			"How often there was no instance to choose, or no list of them", "service"),

	/** Failed instances. */
	SERVICE_FAILURES("zookeeper.service.failures", Kind.COUNTER, "", "How often a chosen instance did not answer",
			"service");

	private static final String SECONDS = "seconds";

	private static final String BYTES = "bytes";

	private final String meterName;

	private final Kind kind;

	private final String baseUnit;

	private final String description;

	private final List<String> tags;

	ZkMeter(String meterName, Kind kind, String baseUnit, String description, String... tags) {
		this.meterName = meterName;
		this.kind = kind;
		this.baseUnit = baseUnit;
		this.description = description;
		this.tags = List.of(tags);
	}

	/**
	 * Returns the name in Micrometer's notation.
	 * @return lower case, with dots
	 */
	public String meterName() {
		return this.meterName;
	}

	/**
	 * Returns the kind of the meter.
	 * @return the kind of meter
	 */
	public Kind kind() {
		return this.kind;
	}

	/**
	 * Returns the unit of the values.
	 * @return {@code seconds}, {@code bytes}, or an empty text for plain numbers
	 */
	public String baseUnit() {
		return this.baseUnit;
	}

	/**
	 * Returns the description of the meter.
	 * @return the description
	 */
	public String description() {
		return this.description;
	}

	/**
	 * Returns the keys of the tags.
	 * @return the keys, in the order of the values passed at registration
	 */
	public List<String> tags() {
		return this.tags;
	}

	/**
	 * Kinds of meters.
	 */
	public enum Kind {

		/**
		 * A value that goes up and down.
		 */
		GAUGE,

		/**
		 * A value that only grows.
		 */
		COUNTER,

		/**
		 * The number of events and their duration.
		 */
		TIMER

	}

}
