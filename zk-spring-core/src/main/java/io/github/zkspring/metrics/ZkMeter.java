package io.github.zkspring.metrics;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

/**
 * Documents the meters of this starter: name, kind, base unit, description and tags. All
 * meters are registered through these constants. A meter that is already registered
 * stays.
 *
 * <p>
 * Tags never contain paths, payloads or arguments. The number of values is bounded by the
 * number of watches, elections, annotated methods and services of the application.
 *
 * @since 0.1.0
 */
public enum ZkMeter {

	/** Whether a server answers this session. */
	SESSION_CONNECTED("zookeeper.session.connected", Meter.Type.GAUGE, "", "1 while the session is connected, else 0"),

	/** Transitions of the session. */
	SESSION_TRANSITIONS("zookeeper.session.transitions", Meter.Type.COUNTER, "",
			"Transitions of the session, by new state", "state"),

	/** Ended sessions. */
	SESSION_EXPIRIES("zookeeper.session.expiries", Meter.Type.COUNTER, "", "Sessions that the servers expired"),

	/** The rest of the lease. */
	SESSION_LEASE("zookeeper.session.lease", Meter.Type.GAUGE, ZkMeter.SECONDS,
			"Time for which the servers certainly keep this session; 0 while nothing is held"),

	/** The negotiated timeout. */
	SESSION_TIMEOUT("zookeeper.session.timeout", Meter.Type.GAUGE, ZkMeter.SECONDS, "Negotiated session timeout"),

	/** Requests to the servers. */
	REQUESTS("zookeeper.requests", Meter.Type.TIMER, ZkMeter.SECONDS,
			"Time from sending a request to its answer, for requests of the starter and of Curator", "operation",
			"outcome", "source"),

	/** Sent payloads. */
	REQUESTS_SENT("zookeeper.requests.sent", Meter.Type.COUNTER, ZkMeter.BYTES, "Payload bytes sent", "operation",
			"source"),

	/** Received payloads. */
	REQUESTS_RECEIVED("zookeeper.requests.received", Meter.Type.COUNTER, ZkMeter.BYTES, "Payload bytes received",
			"operation", "source"),

	/** Calls of the code of watches. */
	WATCH_DELIVERIES("zookeeper.watch.deliveries", Meter.Type.TIMER, ZkMeter.SECONDS,
			"Run time of the method or callback of a watch", "watch", "outcome"),

	/** Lag of watches. */
	WATCH_LAG("zookeeper.watch.lag", Meter.Type.TIMER, ZkMeter.SECONDS,
			"Time from the change of a znode to the call of the method or callback", "watch", "since"),

	/** Conflated changes. */
	WATCH_CONFLATED("zookeeper.watch.conflated", Meter.Type.COUNTER, "",
			"Changes that were replaced by a newer state before their delivery", "watch"),

	/** Errors of watches. */
	WATCH_ERRORS("zookeeper.watch.errors", Meter.Type.COUNTER, "", "Errors of a watch, by kind", "watch", "kind"),

	/** Held leadership. */
	LEADER_HELD("zookeeper.leader.held", Meter.Type.GAUGE, "", "1 while this instance leads, else 0", "election"),

	/** Time of leadership. */
	LEADER_TIME("zookeeper.leader.time", Meter.Type.COUNTER, ZkMeter.SECONDS,
			"Total time of leadership, including the current term", "election"),

	/** Transitions of leadership. */
	LEADER_TRANSITIONS("zookeeper.leader.transitions", Meter.Type.COUNTER, "", "Grants and revocations of leadership",
			"election", "transition"),

	/** Bodies of guarded methods. */
	LEADER_BODIES("zookeeper.leader.bodies", Meter.Type.COUNTER, "",
			"Calls of leader methods: run, skipped on a follower, interrupted (also counted as run)", "election",
			"outcome"),

	/** Waits for locks. */
	LOCK_WAIT("zookeeper.lock.wait", Meter.Type.TIMER, ZkMeter.SECONDS, "Waits for a lock, by outcome", "lock",
			"outcome"),

	/** Held locks. */
	LOCK_HOLD("zookeeper.lock.hold", Meter.Type.TIMER, ZkMeter.SECONDS,
			"Time for which a lock was held, including lost locks", "lock"),

	/** Lost locks. */
	LOCK_LOST("zookeeper.lock.lost", Meter.Type.COUNTER, "", "Locks that were lost while held", "lock"),

	/** Claims for leases. */
	LEASE_CLAIMS("zookeeper.lease.claims", Meter.Type.COUNTER, "", "Attempts to take a lease, by outcome", "lease",
			"outcome"),

	/** Registration of this instance. */
	SERVICE_REGISTERED("zookeeper.service.registered", Meter.Type.GAUGE, "",
			"1 while the record of this instance exists on the servers, else 0", "service"),

	/** Written records of this instance. */
	SERVICE_REGISTRATIONS("zookeeper.service.registrations", Meter.Type.COUNTER, "",
			"Writes of the record of this instance", "service"),

	/** Known instances. */
	SERVICE_INSTANCES("zookeeper.service.instances", Meter.Type.GAUGE, "", "Known instances of a service", "service"),

	/** Choices of instances. */
	SERVICE_CHOICES("zookeeper.service.choices", Meter.Type.COUNTER, "", "Choices of an instance", "service"),

	/** Choices without an instance. */
	SERVICE_REFUSED("zookeeper.service.refused", Meter.Type.COUNTER, "", "Choices without a known instance", "service"),

	/** Failed instances. */
	SERVICE_FAILURES("zookeeper.service.failures", Meter.Type.COUNTER, "", "Chosen instances that did not answer",
			"service");

	private static final String SECONDS = "seconds";

	private static final String BYTES = "bytes";

	private final String meterName;

	private final Meter.Type kind;

	private final String baseUnit;

	private final String description;

	private final List<String> tags;

	ZkMeter(String meterName, Meter.Type kind, String baseUnit, String description, String... tags) {
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
	 * @return gauge, counter or timer
	 */
	public Meter.Type kind() {
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
	 * Registers a gauge.
	 * @param <T> the type of the source
	 * @param registry the registry
	 * @param source the source of the value, strongly referenced
	 * @param value reads the value
	 * @param tags the values of the tags
	 */
	<T> void gauge(MeterRegistry registry, T source, ToDoubleFunction<T> value, String... tags) {
		Gauge.builder(this.meterName, source, value)
			.description(this.description)
			.baseUnit(unit())
			.tags(tags(Meter.Type.GAUGE, tags))
			.strongReference(true)
			.register(registry);
	}

	/**
	 * Registers a counter whose value is read on demand.
	 * @param <T> the type of the source
	 * @param registry the registry
	 * @param source the source of the value, weakly referenced
	 * @param count reads the value
	 * @param tags the values of the tags
	 */
	<T> void counter(MeterRegistry registry, T source, ToDoubleFunction<T> count, String... tags) {
		FunctionCounter.builder(this.meterName, source, count)
			.description(this.description)
			.baseUnit(unit())
			.tags(tags(Meter.Type.COUNTER, tags))
			.register(registry);
	}

	Counter counter(MeterRegistry registry, String... tags) {
		return Counter.builder(this.meterName)
			.description(this.description)
			.baseUnit(unit())
			.tags(tags(Meter.Type.COUNTER, tags))
			.register(registry);
	}

	Timer timer(MeterRegistry registry, String... tags) {
		return Timer.builder(this.meterName)
			.description(this.description)
			.tags(tags(Meter.Type.TIMER, tags))
			.register(registry);
	}

	private @Nullable String unit() {
		return StringUtils.hasText(this.baseUnit) ? this.baseUnit : null;
	}

	private List<Tag> tags(Meter.Type type, String... values) {
		Assert.state(this.kind == type && this.tags.size() == values.length,
				() -> "%s is a %s with the tags %s".formatted(this, this.kind, this.tags));
		return IntStream.range(0, values.length)
			.mapToObj((index) -> Tag.of(this.tags.get(index), values[index]))
			.toList();
	}

}
