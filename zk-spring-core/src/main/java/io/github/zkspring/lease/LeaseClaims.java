package io.github.zkspring.lease;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.zkspring.client.MissingLibraryException;
import io.github.zkspring.client.ZkPaths;
import io.github.zkspring.client.ZnodeVersionException;
import io.github.zkspring.client.connection.Deadline;
import io.github.zkspring.client.connection.RequestExecutor;
import io.github.zkspring.client.support.Listeners;
import io.github.zkspring.lease.LeaseFormat.LeaseRecord;
import io.github.zkspring.lease.LeaseStore.Slot;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Takes and releases leases: reads the records, decides, and writes in the version that
 * was read. A version conflict repeats the attempt.
 */
public class LeaseClaims {

	private static final int MAX_ATTEMPTS = 20;

	private static final String PROGRAMMATIC = "programmatic";

	private final Settings settings;

	private final RequestExecutor requests;

	private final @Nullable LeaseFormat format;

	private final Clock clock;

	private final Listeners<Listener> listeners = new Listeners<>("leases");

	/**
	 * Creates the claims of an application.
	 * @param settings the settings of the leases
	 * @param requests sends requests
	 * @param format reads and writes records, {@code null} without Jackson
	 * @param clock determines whether leases are over
	 */
	public LeaseClaims(Settings settings, RequestExecutor requests, @Nullable LeaseFormat format, Clock clock) {
		ZkPaths.validate(settings.basePath());
		this.settings = settings;
		this.requests = requests;
		this.format = format;
		this.clock = clock;
	}

	/**
	 * Requires that records can be read and written.
	 * @return the format
	 * @throws MissingLibraryException when Jackson is missing
	 */
	LeaseFormat requireFormat() {
		if (this.format == null) {
			throw new MissingLibraryException("The records of leases, which are JSON,",
					"org.springframework.boot:spring-boot-starter-jackson");
		}
		return this.format;
	}

	/**
	 * Adds a listener for claims.
	 * @param listener the listener
	 */
	public void addListener(Listener listener) {
		this.listeners.add(listener);
	}

	/**
	 * Returns the leases of a holder.
	 * @param holder the id of the holder
	 * @return the leases
	 */
	public ZkLeases leases(String holder) {
		Assert.hasText(holder, "'holder' must not be empty");
		return new HolderLeases(this, holder);
	}

	/**
	 * Takes or renews a lease.
	 * @param request the request
	 * @param holder the requesting holder
	 * @return whether the holder has the lease
	 */
	boolean take(LeaseRequest request, String holder) {
		Assert.hasText(holder, "'holder' must not be empty");
		Outcome outcome = Outcome.FAILED;
		try {
			boolean taken = claim(request, holder);
			outcome = taken ? Outcome.TAKEN : Outcome.REFUSED;
			return taken;
		}
		finally {
			String lease = request.renewable() ? PROGRAMMATIC : request.name();
			Outcome result = outcome;
			this.listeners.notifyListeners((listener) -> listener.claimed(lease, result));
		}
	}

	private boolean claim(LeaseRequest request, String holder) {
		return write(store(), paths(request), holder, request.duration(),
				(slots, now) -> choose(slots, holder, request.renewable(), now))
			// a suspended thread may have taken a lease that is already over
			.filter((lease) -> !lease.isOver(now()))
			.isPresent();
	}

	/**
	 * Writes a record into one of several slots.
	 * @param store reads and replaces the slots
	 * @param paths the paths of the slots
	 * @param holder the holder of the lease
	 * @param duration the duration of the lease
	 * @param choice chooses the slot to replace from the slots as they were read
	 * @return the record that was written, empty when no slot was chosen
	 */
	private Optional<LeaseRecord> write(LeaseStore store, List<String> paths, String holder, Duration duration,
			BiFunction<List<Slot>, Instant, Optional<Slot>> choice) {
		String mark = UUID.randomUUID().toString();
		for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
			List<Slot> slots = paths.stream().map(store::read).toList();
			Instant now = now();
			Optional<Slot> slot = choice.apply(slots, now);
			if (slot.isEmpty()) {
				return Optional.empty();
			}
			LeaseRecord lease = new LeaseRecord(holder, now.plus(duration), mark);
			if (store.replace(slot.get(), lease)) {
				return Optional.of(lease);
			}
		}
		throw new ZnodeVersionException(paths.get(0), null);
	}

	/**
	 * Ends the leases of a holder.
	 * @param name the name of the leases
	 * @param holder the holder
	 * @return whether there were any
	 */
	boolean release(String name, String holder) {
		LeaseStore store = store();
		String parent = ZkPaths.child(this.settings.basePath(), name);
		Stream<String> slots = store.children(parent)
			.stream()
			.filter((child) -> child.chars().allMatch(Character::isDigit))
			.map((child) -> LeaseStore.path(ZkPaths.join(parent, child)));
		return Stream.concat(Stream.of(LeaseStore.path(parent)), slots)
			.filter((path) -> end(store, path, holder))
			.count() > 0;
	}

	// the ended record is kept so that the version of the znode keeps growing
	private boolean end(LeaseStore store, String path, String holder) {
		return write(store, List.of(path), holder, Duration.ZERO, (slots, now) -> own(slots, holder, now)).isPresent();
	}

	private static Optional<Slot> choose(List<Slot> slots, String holder, boolean renewable, Instant now) {
		Optional<Slot> own = own(slots, holder, now);
		if (own.isPresent()) {
			return renewable ? own : Optional.empty();
		}
		return slots.stream().filter((slot) -> slot.lease().isOver(now)).findFirst();
	}

	private static Optional<Slot> own(List<Slot> slots, String holder, Instant now) {
		return slots.stream().filter((slot) -> slot.lease().isHeldBy(holder, now)).findFirst();
	}

	private List<String> paths(LeaseRequest request) {
		String parent = ZkPaths.child(this.settings.basePath(), request.name());
		if (request.slots() == 1) {
			return List.of(LeaseStore.path(parent));
		}
		return IntStream.range(0, request.slots())
			.mapToObj((slot) -> LeaseStore.path(ZkPaths.join(parent, Integer.toString(slot))))
			.toList();
	}

	private LeaseStore store() {
		return new LeaseStore(this.requests, requireFormat(), Deadline.after(this.settings.timeout()));
	}

	private Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MILLIS);
	}

	/**
	 * Settings of the leases of an application.
	 *
	 * @param basePath the parent of all leases
	 * @param timeout the maximum duration of one call
	 */
	public record Settings(String basePath, Duration timeout) {
	}

	/**
	 * Listener for claims of leases, for metrics. Called on the claiming thread:
	 * implementations must not block. An exception is logged and affects no lease.
	 */
	@FunctionalInterface
	public interface Listener {

		/**
		 * Callback for the end of a claim.
		 * @param lease the name in {@code @ZkLease}, or {@code programmatic} for
		 * {@link ZkLeases}
		 * @param outcome the outcome
		 */
		void claimed(String lease, Outcome outcome);

	}

	/**
	 * The outcome of a claim.
	 */
	public enum Outcome {

		/**
		 * The lease was taken or renewed.
		 */
		TAKEN,

		/**
		 * Another holder has the lease.
		 */
		REFUSED,

		/**
		 * Unknown: no server has answered, or the server refuses.
		 */
		FAILED

	}

	/**
	 * The leases of one holder.
	 *
	 * @param claims takes and releases leases
	 * @param holder the id of the holder
	 */
	private record HolderLeases(LeaseClaims claims, String holder) implements ZkLeases {

		@Override
		public boolean tryAcquire(String name, Duration duration, int slots) {
			return this.claims.take(new LeaseRequest(name, duration, slots, true), this.holder);
		}

		@Override
		public boolean release(String name) {
			return this.claims.release(name, this.holder);
		}

		@Override
		public ZkLeases withHolder(String other) {
			return this.claims.leases(other);
		}

	}

}
