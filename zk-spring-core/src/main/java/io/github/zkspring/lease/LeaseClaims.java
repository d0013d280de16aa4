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

import io.github.zkspring.client.ZkPaths;
import io.github.zkspring.client.ZnodeVersionException;
import io.github.zkspring.client.connection.BlockingRequests;
import io.github.zkspring.client.connection.Deadline;
import io.github.zkspring.client.connection.ZnodeRequests;
import io.github.zkspring.client.support.Listeners;
import org.jspecify.annotations.Nullable;

/**
 * Takes and gives back leases: reads what is there, decides, and writes in the version
 * that it has read, round after round until nobody was faster.
 */
public class LeaseClaims {

	private static final int ROUNDS = 20;

	private static final String PROGRAMMATIC = "programmatic";

	private final BlockingRequests requests;

	private final ZnodeRequests znodes;

	private final String basePath;

	private final Duration timeout;

	private final Clock clock;

	private final Listeners<LeaseClaimListener> listeners = new Listeners<>("leases");

	/**
	 * Create the claims of an application.
	 * @param requests sends requests
	 * @param znodes the requests
	 * @param basePath the parent of all leases
	 * @param timeout how long one call may take
	 * @param clock says when leases are over
	 */
	public LeaseClaims(BlockingRequests requests, ZnodeRequests znodes, String basePath, Duration timeout,
			Clock clock) {
		this.requests = requests;
		this.znodes = znodes;
		this.basePath = ZkPaths.validate(basePath);
		this.timeout = timeout;
		this.clock = clock;
	}

	/**
	 * Add a listener for claims.
	 * @param listener the listener
	 */
	public void addListener(LeaseClaimListener listener) {
		this.listeners.add(listener);
	}

	/**
	 * Take a lease, or renew it.
	 * @param request what is asked for
	 * @return whether the holder has it
	 */
	boolean take(LeaseRequest request) {
		LeaseClaimListener.Outcome outcome = LeaseClaimListener.Outcome.FAILED;
		try {
			boolean taken = claim(request);
			outcome = taken ? LeaseClaimListener.Outcome.TAKEN : LeaseClaimListener.Outcome.REFUSED;
			return taken;
		}
		finally {
			String lease = request.renewable() ? PROGRAMMATIC : request.name();
			LeaseClaimListener.Outcome told = outcome;
			this.listeners.tell((listener) -> listener.claimed(lease, told));
		}
	}

	private boolean claim(LeaseRequest request) {
		List<String> paths = paths(request);
		String mark = UUID.randomUUID().toString();
		LeaseStore store = store();
		for (int round = 0; round < ROUNDS; round++) {
			List<LeaseSlot> slots = paths.stream().map(store::read).toList();
			Instant now = now();
			Optional<LeaseSlot> taken = slots.stream().filter((slot) -> slot.isMarked(mark)).findFirst();
			if (taken.isPresent()) {
				return !taken.get().isFree(now);
			}
			LeaseSlot slot = choose(slots, request, now);
			if (slot == null) {
				return false;
			}
			Instant end = now.plus(request.duration());
			if (store.replace(slot, new LeaseRecord(LeaseRecord.FORMAT, request.holder(), end, mark))) {
				// a thread that stood still may be late for what it has got
				return now().isBefore(end);
			}
		}
		throw new ZnodeVersionException(paths.get(0), null);
	}

	/**
	 * End what a holder has.
	 * @param name the name of the leases
	 * @param holder whose leases
	 * @return whether there were any
	 */
	boolean giveBack(String name, String holder) {
		LeaseStore store = store();
		String parent = ZkPaths.child(this.basePath, name);
		Stream<String> slots = store.children(parent)
			.stream()
			.filter((child) -> child.chars().allMatch(Character::isDigit))
			.map((child) -> LeaseStore.path(ZkPaths.join(parent, child)));
		return Stream.concat(Stream.of(LeaseStore.path(parent)), slots)
			.filter((path) -> end(store, path, holder))
			.count() > 0;
	}

	// the record stays, over: versions go on growing, and no one is taken for another
	private boolean end(LeaseStore store, String path, String holder) {
		String mark = UUID.randomUUID().toString();
		for (int round = 0; round < ROUNDS; round++) {
			LeaseSlot slot = store.read(path);
			Instant now = now();
			if (slot.isMarked(mark)) {
				return true;
			}
			if (!slot.isHeldBy(holder) || slot.isFree(now)) {
				return false;
			}
			if (store.replace(slot, new LeaseRecord(LeaseRecord.FORMAT, holder, now, mark))) {
				return true;
			}
		}
		throw new ZnodeVersionException(path, null);
	}

	private static @Nullable LeaseSlot choose(List<LeaseSlot> slots, LeaseRequest request, Instant now) {
		Optional<LeaseSlot> own = slots.stream()
			.filter((slot) -> slot.isHeldBy(request.holder()) && !slot.isFree(now))
			.findFirst();
		if (own.isPresent()) {
			return request.renewable() ? own.get() : null;
		}
		return slots.stream().filter((slot) -> slot.isFree(now)).findFirst().orElse(null);
	}

	private List<String> paths(LeaseRequest request) {
		String parent = ZkPaths.child(this.basePath, request.name());
		if (request.slots() == 1) {
			return List.of(LeaseStore.path(parent));
		}
		return IntStream.range(0, request.slots())
			.mapToObj((slot) -> LeaseStore.path(ZkPaths.join(parent, Integer.toString(slot))))
			.toList();
	}

	private LeaseStore store() {
		return new LeaseStore(this.requests, this.znodes, Deadline.after(this.timeout));
	}

	private Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MILLIS);
	}

}
