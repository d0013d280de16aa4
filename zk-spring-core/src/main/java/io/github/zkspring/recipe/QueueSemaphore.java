package io.github.zkspring.recipe;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.github.zkspring.client.ZkException;
import io.github.zkspring.client.ZkUnavailableException;
import io.github.zkspring.client.connection.Deadline;
import io.github.zkspring.client.connection.Operation;
import io.github.zkspring.client.connection.Request;
import io.github.zkspring.client.connection.WaitSignal;
import io.github.zkspring.client.connection.ZnodeContent;
import io.github.zkspring.client.connection.ZnodeOperations;
import io.github.zkspring.contender.AdmissionPolicy;
import io.github.zkspring.contender.ContenderRegistration;
import io.github.zkspring.contender.ContenderRegistration.OnSuspended;
import io.github.zkspring.contender.ContenderRegistration.Participation;
import io.github.zkspring.contender.Contenders;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.data.Stat;

import org.springframework.util.Assert;

/**
 * {@link ZkSemaphore} on a queue of contenders, one for each permit. The znode of the
 * queue stores the number of permits, in the format of kazoo.
 */
class QueueSemaphore implements ZkSemaphore {

	/** Separates the id of the instance from the unique part of a contender id. */
	private static final char SEPARATOR = '~';

	private final SemaphorePermits held;

	private final RecipeRequests requests;

	private final String path;

	private final int permits;

	private final AdmissionPolicy admission;

	QueueSemaphore(SemaphorePermits held, RecipeRequests requests, String path, int permits) {
		Assert.isTrue(permits > 0, "'permits' must be at least 1");
		this.held = held;
		this.requests = requests;
		this.path = path;
		this.permits = permits;
		this.admission = AdmissionPolicy.permits(permits);
	}

	@Override
	public String path() {
		return this.path;
	}

	@Override
	public Optional<ZkPermit> tryAcquire(Duration timeout) {
		Deadline end = Deadline.after(timeout);
		checkLimit(end.orLater(this.requests.deadline()));
		String id = this.held.id() + SEPARATOR + UUID.randomUUID();
		boolean granted = false;
		Participation participation = timeout.isZero() ? Participation.ATTEMPT : Participation.ONCE;
		try (WaitSignal signal = this.requests.createSignal()) {
			SemaphorePermits.QueuedPermit permit = this.held
				.join(new ContenderRegistration(path(), id, this.admission, OnSuspended.HOLD, participation), signal);
			try {
				granted = awaitGrant(permit, id, signal, end);
				return granted ? Optional.of(permit) : Optional.empty();
			}
			finally {
				if (!granted) {
					permit.close();
				}
			}
		}
	}

	private boolean awaitGrant(SemaphorePermits.QueuedPermit permit, String id, WaitSignal signal, Deadline end) {
		long begin = System.nanoTime();
		Deadline latest = end.orLater(this.requests.deadline());
		while (!permit.isGranted()) {
			ZkException refusal = permit.refusal();
			if (refusal != null) {
				throw refusal;
			}
			boolean over = end.left().isZero();
			if (over && permit.isQueued() && !admitted(latest).contains(id)) {
				return permit.isGranted();
			}
			if (!signal.await(path(), over ? latest : end) && over) {
				throw new ZkUnavailableException(path(), Duration.ofNanos(System.nanoTime() - begin), null);
			}
		}
		return true;
	}

	@Override
	public List<String> holders() {
		return admitted(this.requests.deadline()).stream()
			.map((id) -> id.substring(0, Math.max(0, id.lastIndexOf(SEPARATOR))))
			.toList();
	}

	private List<String> admitted(Deadline deadline) {
		List<String> children = this.requests.execute(this.requests.znodes().children(this.path), deadline)
			.orElse(List.of());
		return Contenders.holders(children, this.admission);
	}

	// stores the number of permits, or compares it with the stored one
	private void checkLimit(Deadline deadline) {
		byte[] number = Integer.toString(this.permits).getBytes(StandardCharsets.UTF_8);
		ZnodeOperations znodes = this.requests.znodes();
		while (true) {
			Optional<ZnodeContent> found = this.requests.execute(znodes.get(this.path), deadline);
			if (found.isPresent() && isWritten(found.get())) {
				compareLimit(found.get().text());
				return;
			}
			Request<Stat> write = found.isEmpty() ? znodes.createRequest(this.path, number, CreateMode.CONTAINER)
					: znodes.set(this.path, number, 0).request();
			if (this.requests.attempt(Operation.repeatable(this.path, "write to", write), deadline).isPresent()) {
				return;
			}
		}
	}

	// the queue creates a znode without payload if this one was deleted
	private static boolean isWritten(ZnodeContent znode) {
		return znode.data().length > 0 || znode.stat().getVersion() > 0;
	}

	private void compareLimit(String text) {
		long stored;
		try {
			stored = Long.parseLong(text.strip());
		}
		catch (NumberFormatException ex) {
			// the payload is used for something else
			return;
		}
		if (stored != this.permits) {
			throw new SemaphoreLimitException(this.path, stored, this.permits);
		}
	}

}
