package io.github.zkspring.recipe;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.github.zkspring.client.ZkUnavailableException;
import io.github.zkspring.client.connection.Codes;
import io.github.zkspring.client.connection.Deadline;
import io.github.zkspring.client.connection.WaitSignal;
import io.github.zkspring.contender.AdmissionPolicy;
import io.github.zkspring.contender.ContenderRegistration;
import io.github.zkspring.contender.Contenders;
import io.github.zkspring.contender.OnSuspended;
import org.apache.zookeeper.KeeperException.Code;

/**
 * A semaphore on a queue of contenders, each of which stands for one permit.
 */
class QueueSemaphore implements ZkSemaphore {

	/** Between the id of the instance and what tells its contenders apart. */
	private static final char SEPARATOR = '~';

	private final Permits permits;

	private final RecipeRequests requests;

	private final SemaphoreLimit limit;

	private final AdmissionPolicy admission;

	QueueSemaphore(Permits permits, RecipeRequests requests, SemaphoreLimit limit) {
		this.permits = permits;
		this.requests = requests;
		this.limit = limit;
		this.admission = AdmissionPolicy.permits(limit.permits());
	}

	@Override
	public String path() {
		return this.limit.path();
	}

	@Override
	public Optional<ZkPermit> tryAcquire(Duration timeout) {
		Deadline end = Deadline.after(timeout);
		this.limit.check(this.requests, end.orLater(this.requests.deadline()));
		String id = this.permits.id() + SEPARATOR + UUID.randomUUID();
		boolean granted = false;
		try (WaitSignal wakeup = this.requests.calls().wakeup()) {
			QueuePermit permit = this.permits
				.join(new ContenderRegistration(path(), id, this.admission, OnSuspended.HOLD, true), wakeup);
			try {
				granted = awaitTurn(permit, id, wakeup, end);
				return granted ? Optional.of(permit) : Optional.empty();
			}
			finally {
				if (!granted) {
					permit.close();
				}
			}
		}
	}

	private boolean awaitTurn(QueuePermit permit, String id, WaitSignal wakeup, Deadline end) {
		long begin = System.nanoTime();
		Deadline latest = end.orLater(this.requests.deadline());
		while (!permit.isGranted()) {
			Code refusal = permit.refusal();
			if (refusal != null) {
				throw Codes.refusal(refusal, path(), "create children of");
			}
			boolean over = end.left().isZero();
			if (over && permit.isPlaced() && !admitted(latest).contains(id)) {
				return permit.isGranted();
			}
			if (!wakeup.await(path(), over ? latest : end) && over) {
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
		List<String> children = this.requests.calls()
			.read(path(), deadline, this.requests.znodes().children(path(), null))
			.orElse(List.of());
		return Contenders.holders(children, this.admission);
	}

}
