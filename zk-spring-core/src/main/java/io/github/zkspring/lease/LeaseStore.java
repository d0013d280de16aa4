package io.github.zkspring.lease;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.github.zkspring.client.ZkPaths;
import io.github.zkspring.client.connection.BlockingRequests;
import io.github.zkspring.client.connection.Codes;
import io.github.zkspring.client.connection.Deadline;
import io.github.zkspring.client.connection.Outcome;
import io.github.zkspring.client.connection.ZnodeContent;
import io.github.zkspring.client.connection.ZnodeRequests;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * Reads and replaces lease records within the deadline of one call. After a lost answer a
 * {@code sync} precedes the next read: requests that the lost connection had sent are
 * applied or refused by then.
 */
final class LeaseStore {

	/** The name that kazoo uses. */
	private static final String NAME = "lease_holder";

	private final BlockingRequests requests;

	private final ZnodeRequests znodes;

	private final LeaseFormat format;

	private final Deadline deadline;

	/** Whether this server may be behind the server of the last request. */
	private boolean syncRequired;

	/** Whether the outcome of the last write is unknown. */
	private boolean uncertain;

	LeaseStore(BlockingRequests requests, ZnodeRequests znodes, LeaseFormat format, Deadline deadline) {
		this.requests = requests;
		this.znodes = znodes;
		this.format = format;
		this.deadline = deadline;
	}

	static String path(String parent) {
		return ZkPaths.join(parent, NAME);
	}

	Slot read(String path) {
		if (this.uncertain) {
			return this.requests.recover(path, () -> readSynced(path));
		}
		return readSynced(path);
	}

	private Slot readSynced(String path) {
		if (this.uncertain) {
			this.requests.pause(path, this.deadline);
		}
		if (this.syncRequired) {
			this.requests.read(path, this.deadline, this.znodes.sync(path));
		}
		Optional<ZnodeContent> found = this.requests.read(path, this.deadline, this.znodes.get(path, null));
		return found.map((znode) -> new Slot(path, this.format.read(path, znode.text()), znode.stat().getVersion()))
			.orElseGet(() -> new Slot(path, null, 0));
	}

	List<String> children(String parent) {
		return this.requests.read(parent, this.deadline, this.znodes.children(parent, null)).orElse(List.of());
	}

	/**
	 * Replaces a record in the version that was read.
	 * @param slot the record as it was read
	 * @param lease the new record
	 * @return whether it was replaced; otherwise the caller reads again
	 */
	boolean replace(Slot slot, LeaseRecord lease) {
		byte[] data = this.format.write(lease);
		this.syncRequired = false;
		this.uncertain = false;
		String path = slot.path();
		Outcome<Stat> outcome = (slot.lease() != null)
				? this.requests.write(path, this.deadline, this.znodes.set(path, data, slot.version()))
				: create(path, data);
		if (outcome.isLost()) {
			this.syncRequired = true;
			this.uncertain = true;
			return false;
		}
		if (Codes.isOutdated(outcome.code())) {
			// another writer was faster, and this server may not have its write yet
			this.syncRequired = true;
			return false;
		}
		outcome.orThrow(path, "write to");
		return true;
	}

	private Outcome<Stat> create(String path, byte[] data) {
		Outcome<Stat> outcome = this.requests.write(path, this.deadline,
				this.znodes.create(path, data, CreateMode.PERSISTENT));
		if (outcome.code() != Code.NONODE) {
			return outcome;
		}
		String parent = ZkPaths.parent(path);
		this.requests.repeat(parent, this.deadline, this.znodes.ensure(parent)).orThrow(parent, "create");
		return this.requests.write(path, this.deadline, this.znodes.create(path, data, CreateMode.PERSISTENT));
	}

	/**
	 * A lease record as it was read.
	 *
	 * @param path the znode
	 * @param lease the record, {@code null} without a znode
	 * @param version the version of the znode
	 */
	record Slot(String path, @Nullable LeaseRecord lease, int version) {

		boolean isFree(Instant now) {
			return this.lease == null || this.lease.isOver(now);
		}

		boolean isHeldBy(String holder) {
			return this.lease != null && this.lease.isHeldBy(holder);
		}

		boolean isMarked(String mark) {
			return this.lease != null && this.lease.mark().equals(mark);
		}

	}

}
