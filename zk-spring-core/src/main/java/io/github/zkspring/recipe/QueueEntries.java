package io.github.zkspring.recipe;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import io.github.zkspring.client.ZkPaths;
import io.github.zkspring.client.ZnodeExistsException;
import io.github.zkspring.client.connection.Codes;
import io.github.zkspring.client.connection.Deadline;
import io.github.zkspring.client.connection.Operation;
import io.github.zkspring.client.connection.SequenceNumbers;
import io.github.zkspring.client.connection.WaitSignal;
import io.github.zkspring.client.connection.ZkHandle;
import io.github.zkspring.client.connection.ZnodeContent;
import io.github.zkspring.client.connection.ZnodeOperations;
import io.github.zkspring.codec.PayloadConverter;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.Code;
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

	/** The begin of the sequence number in a name. */
	private static final int SEQUENCE = PREFIX.length() + 4;

	private final RecipeRequests requests;

	private final String path;

	private final PayloadConverter payloads;

	QueueEntries(RecipeRequests requests, String path, PayloadConverter payloads) {
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
		ZnodeOperations znodes = this.requests.znodes();
		Operation<List<OpResult>> create = Operation.unrepeatable(this.path, "create children of",
				znodes.withParent(this.path, znodes.transaction(creates)));
		try {
			this.requests.execute(create, this.requests.deadline());
		}
		catch (ZnodeExistsException ex) {
			throw Codes.refusal(new SequenceNumbers.UsedUpException(this.path, Code.NODEEXISTS), this.path, "");
		}
	}

	/**
	 * Returns the names of the items.
	 * @param signal is signalled when items change
	 * @param deadline the deadline
	 * @return the names in order
	 */
	List<String> names(WaitSignal signal, Deadline deadline) {
		return this.requests.execute(this.requests.znodes().children(this.path, signal), deadline)
			.stream()
			.filter((name) -> name.startsWith(PREFIX))
			.sorted(Comparator.<String, String>comparing(QueueEntries::priority).thenComparingLong(QueueEntries::order))
			.toList();
	}

	private static String priority(String name) {
		return name.substring(0, Math.min(SEQUENCE, name.length()));
	}

	// the server continues with negative numbers after the last one
	private static long order(String name) {
		return Integer.toUnsignedLong(sequence(name));
	}

	private static int sequence(String name) {
		try {
			return Integer.parseInt(name.substring(Math.min(SEQUENCE, name.length())));
		}
		catch (NumberFormatException ex) {
			// not the znode of an item
			return -1;
		}
	}

	/**
	 * Replaces the parent of the items when its sequence numbers will be used up and it
	 * is empty. Does not wait.
	 * @param name the name of the removed item
	 */
	void removed(String name) {
		ZkHandle handle = this.requests.connection().handle();
		if (handle != null && SequenceNumbers.isRenewalDue(sequence(name))) {
			SequenceNumbers.renew(handle, this.requests.connection().serverPath(this.path), (code) -> {
			});
		}
	}

	/**
	 * Reads an item.
	 * @param name its name
	 * @param deadline the deadline
	 * @return the item, empty when it does not exist
	 */
	Optional<T> read(String name, Deadline deadline) {
		Optional<ZnodeContent> found = this.requests.execute(this.requests.znodes().get(path(name)), deadline);
		return found.map((znode) -> this.payloads.decode(path(name), znode.data()));
	}

	boolean exists(String name, Deadline deadline) {
		return this.requests.execute(this.requests.znodes().exists(path(name)), deadline).isPresent();
	}

	int size() {
		Optional<Stat> parent = this.requests.execute(this.requests.znodes().exists(this.path),
				this.requests.deadline());
		return parent.map(Stat::getNumChildren).orElse(0);
	}

}
