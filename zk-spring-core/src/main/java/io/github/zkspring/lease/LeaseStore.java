package io.github.zkspring.lease;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import io.github.zkspring.client.ZkPaths;
import io.github.zkspring.client.connection.Deadline;
import io.github.zkspring.client.connection.Operation;
import io.github.zkspring.client.connection.Operation.Recovery;
import io.github.zkspring.client.connection.Operation.Verdict;
import io.github.zkspring.client.connection.Request;
import io.github.zkspring.client.connection.RequestExecutor;
import io.github.zkspring.client.connection.ZnodeContent;
import io.github.zkspring.client.connection.ZnodeOperations;
import io.github.zkspring.lease.LeaseFormat.LeaseRecord;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.data.Stat;

/**
 * Reads and replaces lease records within the deadline of one call. After a lost answer a
 * {@code sync} precedes the next read: requests that the lost connection had sent are
 * applied or refused by then.
 */
final class LeaseStore {

	/** The name that kazoo uses. */
	private static final String NAME = "lease_holder";

	/** The version of a missing znode. */
	private static final int MISSING = -1;

	private final RequestExecutor requests;

	private final ZnodeOperations znodes;

	private final LeaseFormat format;

	private final Deadline deadline;

	/** Whether this server may be behind the server of the last request. */
	private boolean syncRequired;

	LeaseStore(RequestExecutor requests, LeaseFormat format, Deadline deadline) {
		this.requests = requests;
		this.znodes = new ZnodeOperations(requests.connection());
		this.format = format;
		this.deadline = deadline;
	}

	static String path(String parent) {
		return ZkPaths.join(parent, NAME);
	}

	Slot read(String path) {
		if (this.syncRequired) {
			this.requests.execute(this.znodes.sync(path), this.deadline);
		}
		Optional<ZnodeContent> found = this.requests.execute(this.znodes.get(path), this.deadline);
		return found.map((znode) -> new Slot(path, this.format.read(path, znode.text()), znode.stat().getVersion()))
			.orElseGet(() -> new Slot(path, LeaseRecord.NONE, MISSING));
	}

	List<String> children(String parent) {
		return this.requests.execute(this.znodes.children(parent), this.deadline).orElse(List.of());
	}

	/**
	 * Replaces a record in the version that was read.
	 * @param slot the record as it was read
	 * @param lease the new record
	 * @return whether it was replaced; otherwise the caller reads again
	 */
	boolean replace(Slot slot, LeaseRecord lease) {
		String path = slot.path();
		byte[] data = this.format.write(lease);
		Request<Stat> write = (slot.version() == MISSING) ? this.znodes.createRequest(path, data, CreateMode.PERSISTENT)
				: this.znodes.set(path, data, slot.version()).request();
		// the mark makes a record unique, and the version refuses a second write
		Recovery<Stat> recovery = Recovery.from(this.znodes.get(path),
				(found) -> found.filter((znode) -> Arrays.equals(znode.data(), data))
					.map((znode) -> Verdict.happened(znode.stat()))
					.orElseGet(Verdict::notHappened));
		Operation<Stat> operation = Operation.recoverable(path, "write to", write, recovery);
		boolean replaced = this.requests.attempt(operation, this.deadline).isPresent();
		// another writer was faster, and this server may not have its write yet
		this.syncRequired = !replaced;
		return replaced;
	}

	/**
	 * A lease record as it was read.
	 *
	 * @param path the znode
	 * @param lease the record
	 * @param version the version of the znode
	 */
	record Slot(String path, LeaseRecord lease, int version) {

	}

}
