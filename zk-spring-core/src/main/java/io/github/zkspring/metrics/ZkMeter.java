package io.github.zkspring.metrics;

import java.util.List;

/**
 * Documents the meters of this starter: name, kind, base unit, description and tags. All
 * meters are registered through these constants.
 *
 * <p>
 * Tags never contain paths, payloads or arguments. The number of values is bounded by the
 * number of watches, elections, annotated methods and services of the application.
 *
 * @since 0.1.0
 */
public enum ZkMeter {

	/** Whether a server answers this session. */
	SESSION_CONNECTED("zookeeper.session.connected", Kind.GAUGE, "", "1 while the session is connected, else 0"),

	/** Transitions of the session. */
	SESSION_TRANSITIONS("zookeeper.session.transitions", Kind.COUNTER, "", "Transitions of the session, by new state",
			"state"),

	/** Ended sessions. */
	SESSION_EXPIRIES("zookeeper.session.expiries", Kind.COUNTER, "", "Sessions that the servers expired"),

	/** The rest of the lease. */
	SESSION_LEASE("zookeeper.session.lease", Kind.GAUGE, ZkMeter.SECONDS,
			"Time for which the servers certainly keep this session; 0 while nothing is held"),

	/** The negotiated timeout. */
	SESSION_TIMEOUT("zookeeper.session.timeout", Kind.GAUGE, ZkMeter.SECONDS, "Negotiated session timeout"),

	/** Requests to the servers. */
	REQUESTS("zookeeper.requests", Kind.TIMER, ZkMeter.SECONDS,
			"Time from sending a request to its answer, for requests of the starter and of Curator", "operation",
			"outcome", "source"),

	/** Sent payloads. */
	REQUESTS_SENT("zookeeper.requests.sent", Kind.COUNTER, ZkMeter.BYTES, "Payload bytes sent", "operation", "source"),

	/** Received payloads. */
	REQUESTS_RECEIVED("zookeeper.requests.received", Kind.COUNTER, ZkMeter.BYTES, "Payload bytes received", "operation",
			"source"),

	/** Calls of the code of watches. */
	WATCH_DELIVERIES("zookeeper.watch.deliveries", Kind.TIMER, ZkMeter.SECONDS,
			"Run time of the method or callback of a watch", "watch", "outcome"),

	/** Lag of watches. */
	WATCH_LAG("zookeeper.watch.lag", Kind.TIMER, ZkMeter.SECONDS,
			"Time from the change of a znode to the call of the method or callback", "watch", "since"),

	/** Conflated changes. */
	WATCH_CONFLATED("zookeeper.watch.conflated", Kind.COUNTER, "",
			"Changes that were replaced by a newer state before their delivery", "watch"),

	/** Errors of watches. */
	WATCH_ERRORS("zookeeper.watch.errors", Kind.COUNTER, "", "Errors of a watch, by kind", "watch", "kind"),

	/** Held leadership. */
	LEADER_HELD("zookeeper.leader.held", Kind.GAUGE, "", "1 while this instance leads, else 0", "election"),

	/** Time of leadership. */
	LEADER_TIME("zookeeper.leader.time", Kind.COUNTER, ZkMeter.SECONDS,
			"Total time of leadership, including the current term", "election"),

	/** Transitions of leadership. */
	LEADER_TRANSITIONS("zookeeper.leader.transitions", Kind.COUNTER, "", "Grants and revocations of leadership",
			"election", "transition"),

	/** Bodies of guarded methods. */
	LEADER_BODIES("zookeeper.leader.bodies", Kind.COUNTER, "",
			"Calls of leader methods: run, skipped on a follower, interrupted (also counted as run)", "election",
			"outcome"),

	/** Waits for locks. */
	LOCK_WAIT("zookeeper.lock.wait", Kind.TIMER, ZkMeter.SECONDS, "Waits for a lock, by outcome", "lock", "outcome"),

	/** Held locks. */
	LOCK_HOLD("zookeeper.lock.hold", Kind.TIMER, ZkMeter.SECONDS,
			"Time for which a lock was held, including lost locks", "lock"),

	/** Lost locks. */
	LOCK_LOST("zookeeper.lock.lost", Kind.COUNTER, "", "Locks that were lost while held", "lock"),

	/** Claims for leases. */
	LEASE_CLAIMS("zookeeper.lease.claims", Kind.COUNTER, "", "Attempts to take a lease, by outcome", "lease",
			"outcome"),

	/** Registration of this instance. */
	SERVICE_REGISTERED("zookeeper.service.registered", Kind.GAUGE, "",
			"1 while the record of this instance exists on the servers, else 0", "service"),

	/** Written records of this instance. */
	SERVICE_REGISTRATIONS("zookeeper.service.registrations", Kind.COUNTER, "", "Writes of the record of this instance",
			"service"),

	/** Known instances. */
	SERVICE_INSTANCES("zookeeper.service.instances", Kind.GAUGE, "", "Known instances of a service", "service"),

	/** Choices of instances. */
	SERVICE_CHOICES("zookeeper.service.choices", Kind.COUNTER, "", "Choices of an instance", "service"),

	/** Choices without an instance. */
	SERVICE_REFUSED("zookeeper.service.refused", Kind.COUNTER, "", "Choices without a known instance", "service"),

	/** Failed instances. */
	SERVICE_FAILURES("zookeeper.service.failures", Kind.COUNTER, "", "Chosen instances that did not answer", "service");

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
	 * Returns the name in the notation of Micrometer.
	 * @return the name
	 */
	public String meterName() {
		return this.meterName;
	}

	/**
	 * Returns the kind of the meter.
	 * @return the kind
	 */
	public Kind kind() {
		return this.kind;
	}

	/**
	 * Returns the unit of the values.
	 * @return {@code seconds}, {@code bytes}, or an empty string for counts
	 */
	public String baseUnit() {
		return this.baseUnit;
	}

	/**
	 * Returns the description.
	 * @return the description
	 */
	public String description() {
		return this.description;
	}

	/**
	 * Returns the keys of the tags.
	 * @return the keys, in the order of the values
	 */
	public List<String> tags() {
		return this.tags;
	}

	/**
	 * Kinds of meters.
	 */
	public enum Kind {

		/**
		 * A value that increases and decreases.
		 */
		GAUGE,

		/**
		 * A value that only increases.
		 */
		COUNTER,

		/**
		 * A number of events and their duration.
		 */
		TIMER

	}

}
