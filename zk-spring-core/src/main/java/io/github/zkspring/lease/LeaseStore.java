package io.github.zkspring.lease;

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

/**
 * Reads and replaces records within the time of one call. After an answer got lost the
 * next read is behind a {@code sync}: what the lost connection had on its way is done or
 * refused by then.
 */
final class LeaseStore {

	/** kazoo's name. */
	private static final String NAME = "lease_holder";

	private final BlockingRequests requests;

	private final ZnodeRequests znodes;

	private final Deadline deadline;

	/** Whether this server may know less than the one that was asked last. */
	private boolean behind;

	/** Whether a write may have happened that nobody has confirmed. */
	private boolean lost;

	LeaseStore(BlockingRequests requests, ZnodeRequests znodes, Deadline deadline) {
		this.requests = requests;
		this.znodes = znodes;
		this.deadline = deadline;
	}

	static String path(String parent) {
		return ZkPaths.join(parent, NAME);
	}

	LeaseSlot read(String path) {
		if (this.lost) {
			return this.requests.recover(path, () -> readBehind(path));
		}
		return readBehind(path);
	}

	private LeaseSlot readBehind(String path) {
		if (this.lost) {
			this.requests.pause(path, this.deadline);
		}
		if (this.behind) {
			this.requests.read(path, this.deadline, this.znodes.sync(path));
		}
		Optional<ZnodeContent> found = this.requests.read(path, this.deadline, this.znodes.get(path, null));
		return found
			.map((znode) -> new LeaseSlot(path, LeaseFormat.read(path, znode.text()), znode.stat().getVersion()))
			.orElseGet(() -> new LeaseSlot(path, null, 0));
	}

	List<String> children(String parent) {
		return this.requests.read(parent, this.deadline, this.znodes.children(parent, null)).orElse(List.of());
	}

	/**
	 * Replace what was read, if it is still there as it was.
	 * @param slot what was read
	 * @param lease what shall be there
	 * @return whether it was replaced; otherwise it is time to read again
	 */
	boolean replace(LeaseSlot slot, LeaseRecord lease) {
		byte[] data = LeaseFormat.write(lease);
		// it was read again since
		this.behind = false;
		this.lost = false;
		String path = slot.path();
		Outcome<Stat> outcome = (slot.lease() != null)
				? this.requests.write(path, this.deadline, this.znodes.set(path, data, slot.version()))
				: create(path, data);
		if (outcome.isLost()) {
			this.behind = true;
			this.lost = true;
			return false;
		}
		if (Codes.isOutdated(outcome.code())) {
			// somebody was faster, and this server may not know yet
			this.behind = true;
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

}
