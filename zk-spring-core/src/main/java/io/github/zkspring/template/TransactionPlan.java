package io.github.zkspring.template;

import java.util.ArrayList;
import java.util.List;

import io.github.zkspring.client.PayloadTooLargeException;
import io.github.zkspring.client.TransactionFailedException;
import io.github.zkspring.client.ZkPaths;
import io.github.zkspring.client.connection.Codes;
import io.github.zkspring.client.connection.Operation;
import io.github.zkspring.client.connection.ZkConnection;
import io.github.zkspring.client.connection.ZnodeOperations;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Collects the operations of a transaction and evaluates the result of each.
 */
class TransactionPlan implements ZkTransaction {

	/** The length of an operation without its payload. */
	private static final int OVERHEAD = 128;

	private final ZkConnection connection;

	private final Payloads payloads;

	private final List<Part> parts = new ArrayList<>();

	private long bytes;

	TransactionPlan(ZkConnection connection, Payloads payloads) {
		this.connection = connection;
		this.payloads = payloads;
	}

	@Override
	public ZkTransaction create(String path, @Nullable Object value, CreateOptions options) {
		CreateOperation.validate(path, options.mode());
		Assert.isTrue(!options.parents(), "a transaction creates no parents: create them in it, or before it");
		String serverPath = this.connection.serverPath(path);
		List<ACL> own = options.acl();
		List<ACL> acl = (own != null) ? own : this.connection.acl(serverPath);
		byte[] data = encode(path, value, acl);
		return add("create", path, Op.create(serverPath, data, acl, options.mode(), options.ttlMillis()));
	}

	@Override
	public ZkTransaction set(String path, @Nullable Object value) {
		return compareAndSet(path, value, ZnodeOperations.ANY);
	}

	@Override
	public ZkTransaction compareAndSet(String path, @Nullable Object value, int version) {
		return add("set", path, Op.setData(serverPath(path), encode(path, value, List.of()), version));
	}

	@Override
	public ZkTransaction delete(String path) {
		return delete(path, ZnodeOperations.ANY);
	}

	@Override
	public ZkTransaction delete(String path, int version) {
		return add("delete", path, Op.delete(serverPath(path), version));
	}

	@Override
	public ZkTransaction check(String path, int version) {
		return add("check", path, Op.check(serverPath(path), version));
	}

	boolean isEmpty() {
		return this.parts.isEmpty();
	}

	/**
	 * Returns one request for all operations. The outcome of a lost answer stays unknown:
	 * other clients may have caused the state that follows.
	 * @return the request; refused operations are part of its result
	 */
	Operation<List<OpResult>> operation() {
		String first = this.parts.get(0).path();
		List<Op> ops = this.parts.stream().map(Part::op).toList();
		return Operation.unrepeatable(first, "run the transaction on",
				(handle, reply) -> handle.requests().multi(ops, (rc, asked, context, results) -> {
					Code code = Codes.of(rc);
					boolean answered = results != null && results.size() == ops.size();
					reply.accept((answered && !Codes.isLost(code)) ? Code.OK : code, answered ? results : null);
				}));
	}

	/**
	 * Evaluates the results.
	 * @param results the results, in the order of the operations
	 * @return the result of each operation
	 * @throws TransactionFailedException for the first operation that was refused
	 */
	List<TransactionResult> results(List<OpResult> results) {
		List<TransactionResult> done = new ArrayList<>(results.size());
		for (int index = 0; index < results.size(); index++) {
			Part part = this.parts.get(index);
			OpResult result = results.get(index);
			// before the first failed operation the results say OK
			Code code = (result instanceof OpResult.ErrorResult error) ? Codes.of(error.getErr()) : Code.OK;
			if (code != Code.OK) {
				throw new TransactionFailedException(part.path(), index, part.operation(),
						Codes.refusal(code, part.path(), part.operation()));
			}
			done.add(part.result(result));
		}
		return List.copyOf(done);
	}

	private String serverPath(String path) {
		return this.connection.serverPath(ZkPaths.validate(path));
	}

	private byte @Nullable [] encode(String path, @Nullable Object value, List<ACL> acl) {
		byte[] data = this.payloads.encode(path, value, acl);
		this.bytes += OVERHEAD + path.length() + ((data != null) ? data.length : 0);
		if (this.bytes > Payloads.requestLimit()) {
			throw new PayloadTooLargeException(path, this.bytes, Payloads.requestLimit());
		}
		return data;
	}

	private ZkTransaction add(String operation, String path, Op op) {
		this.parts.add(new Part(operation, path, op));
		return this;
	}

	/**
	 * One operation.
	 *
	 * @param operation the name of the operation
	 * @param path the znode
	 * @param op the operation to send
	 */
	private record Part(String operation, String path, Op op) {

		private TransactionResult result(OpResult result) {
			String actual = this.path;
			if (result instanceof OpResult.CreateResult created) {
				actual = ZkPaths.join(ZkPaths.parent(this.path), ZkPaths.name(created.getPath()));
			}
			Stat stat = (result instanceof OpResult.SetDataResult written) ? written.getStat() : null;
			return new TransactionResult(this.operation, actual, stat);
		}

	}

}
