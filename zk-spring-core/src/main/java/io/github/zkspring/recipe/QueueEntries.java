package io.github.zkspring.recipe;

import java.util.List;
import java.util.Optional;

import io.github.zkspring.client.UnknownOutcomeException;
import io.github.zkspring.client.ZkPaths;
import io.github.zkspring.client.connection.Deadline;
import io.github.zkspring.client.connection.Outcome;
import io.github.zkspring.client.connection.WaitSignal;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.data.Stat;

import org.springframework.util.Assert;

/**
 * The items of a queue: persistent sequential znodes, ordered by the priority and the
 * sequence number in their names, with the names that kazoo uses.
 *
 * @param <T> the type of the items
 */
class QueueEntries<T> {

	private static final String PREFIX = "entry-";

	private static final int MAX_PRIORITY = 999;

	private final RecipeRequests requests;

	private final String path;

	private final PayloadConverter<T> payloads;

	QueueEntries(RecipeRequests requests, String path, PayloadConverter<T> payloads) {
		this.requests = requests;
		this.path = path;
		this.payloads = payloads;
	}

	String path(String name) {
		return ZkPaths.join(this.path, name);
	}

	/**
	 * Append items, all or none.
	 * @param items the items
	 * @param priority their priority
	 */
	void put(List<T> items, int priority) {
		Assert.isTrue(priority >= 0 && priority <= MAX_PRIORITY, "'priority' must be 0 to " + MAX_PRIORITY);
		if (items.isEmpty()) {
			return;
		}
		String serverPath = this.requests.connection().serverPath(path("%s%03d-".formatted(PREFIX, priority)));
		List<Op> creates = items.stream()
			.map((item) -> Op.create(serverPath, this.payloads.encode(this.path, item),
					this.requests.connection().acl(serverPath), CreateMode.PERSISTENT_SEQUENTIAL))
			.toList();
		Outcome<List<OpResult>> outcome = this.requests.withParent(this.path,
				this.requests.znodes().transaction(creates), this.requests.deadline());
		if (outcome.isLost()) {
			throw new UnknownOutcomeException(this.path, null);
		}
		outcome.orThrow(this.path, "create children of");
	}

	/**
	 * Returns the names of the items.
	 * @param signal is signalled when items change
	 * @param deadline the deadline
	 * @return the names in order
	 */
	List<String> names(WaitSignal signal, Deadline deadline) {
		return this.requests.children(this.path, signal, deadline)
			.stream()
			.filter((name) -> name.startsWith(PREFIX))
			.sorted()
			.toList();
	}

	/**
	 * Reads an item.
	 * @param name its name
	 * @param deadline the deadline
	 * @return the item, empty when it does not exist
	 */
	Optional<T> read(String name, Deadline deadline) {
		return this.requests.get(path(name), deadline).map((znode) -> this.payloads.decode(path(name), znode.data()));
	}

	boolean exists(String name, Deadline deadline) {
		return this.requests.calls()
			.read(path(name), deadline, this.requests.znodes().exists(path(name), null))
			.isPresent();
	}

	int size() {
		Optional<Stat> parent = this.requests.calls()
			.read(this.path, this.requests.deadline(), this.requests.znodes().exists(this.path, null));
		return parent.map(Stat::getNumChildren).orElse(0);
	}

}
