package io.github.zkspring.lease;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.zkspring.client.ZkException;
import io.github.zkspring.client.ZkPaths;
import io.github.zkspring.client.ZnodeVersionException;
import io.github.zkspring.client.connection.Deadline;
import io.github.zkspring.client.connection.RequestExecutor;
import io.github.zkspring.client.support.Listeners;
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

	private final Listeners<LeaseClaimListener> listeners = new Listeners<>("leases");

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
	 * @throws ZkException when Jackson is missing
	 */
	LeaseFormat requireFormat() {
		if (this.format == null) {
			throw new ZkException(
					"The records of leases are JSON: add 'org.springframework.boot:spring-boot-starter-jackson'");
		}
		return this.format;
	}

	/**
	 * Adds a listener for claims.
	 * @param listener the listener
	 */
	public void addListener(LeaseClaimListener listener) {
		this.listeners.add(listener);
	}

	/**
	 * Take or renew a lease.
	 * @param request the request
	 * @param holder the requesting holder
	 * @return whether the holder has the lease
	 */
	boolean take(LeaseRequest request, String holder) {
		Assert.hasText(holder, "'holder' must not be empty");
		LeaseClaimListener.Outcome outcome = LeaseClaimListener.Outcome.FAILED;
		try {
			boolean taken = claim(request, holder);
			outcome = taken ? LeaseClaimListener.Outcome.TAKEN : LeaseClaimListener.Outcome.REFUSED;
			return taken;
		}
		finally {
			String lease = request.renewable() ? PROGRAMMATIC : request.name();
			LeaseClaimListener.Outcome result = outcome;
			this.listeners.notifyListeners((listener) -> listener.claimed(lease, result));
		}
	}

	private boolean claim(LeaseRequest request, String holder) {
		List<String> paths = paths(request);
		String mark = UUID.randomUUID().toString();
		LeaseStore store = store();
		for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
			List<LeaseStore.Slot> slots = paths.stream().map(store::read).toList();
			Instant now = now();
			LeaseStore.Slot slot = choose(slots, holder, request.renewable(), now);
			if (slot == null) {
				return false;
			}
			Instant end = now.plus(request.duration());
			if (store.replace(slot, new LeaseRecord(LeaseRecord.FORMAT, holder, end, mark))) {
				// a suspended thread may have taken a lease that is already over
				return now().isBefore(end);
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
		String mark = UUID.randomUUID().toString();
		for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
			LeaseStore.Slot slot = store.read(path);
			Instant now = now();
			if (!slot.isHeldBy(holder) || slot.isFree(now)) {
				return false;
			}
			if (store.replace(slot, new LeaseRecord(LeaseRecord.FORMAT, holder, now, mark))) {
				return true;
			}
		}
		throw new ZnodeVersionException(path, null);
	}

	private static LeaseStore.@Nullable Slot choose(List<LeaseStore.Slot> slots, String holder, boolean renewable,
			Instant now) {
		Optional<LeaseStore.Slot> own = slots.stream()
			.filter((slot) -> slot.isHeldBy(holder) && !slot.isFree(now))
			.findFirst();
		if (own.isPresent()) {
			return renewable ? own.get() : null;
		}
		return slots.stream().filter((slot) -> slot.isFree(now)).findFirst().orElse(null);
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

}
