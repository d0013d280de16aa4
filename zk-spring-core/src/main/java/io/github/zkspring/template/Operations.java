package io.github.zkspring.template;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import io.github.zkspring.client.ZkPaths;
import io.github.zkspring.client.ZnodeNotFoundException;
import io.github.zkspring.client.connection.Codes;
import io.github.zkspring.client.connection.Operation;
import io.github.zkspring.client.connection.Operation.Recovery;
import io.github.zkspring.client.connection.Operation.Verdict;
import io.github.zkspring.client.connection.ParentZnodes;
import io.github.zkspring.client.connection.Request;
import io.github.zkspring.client.connection.ZkConnection;
import io.github.zkspring.client.connection.ZnodeContent;
import io.github.zkspring.client.connection.ZnodeOperations;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * The operations of the blocking and of the asynchronous template: validates arguments
 * and encodes payloads before anything is sent.
 */
class Operations {

	/** The maximum number of attempts of an update. */
	static final int UPDATE_ROUNDS = 50;

	private final ZkConnection connection;

	private final Payloads payloads;

	private final ZnodeOperations znodes;

	Operations(ZkConnection connection, Payloads payloads) {
		this.connection = connection;
		this.payloads = payloads;
		this.znodes = new ZnodeOperations(connection);
	}

	Operation<CreatedZnode> create(String path, @Nullable Object value, CreateOptions options) {
		CreateOperation.validate(path, options.mode());
		List<ACL> own = options.acl();
		List<ACL> acl = (own != null) ? own : acl(path);
		CreateOperation creation = new CreateOperation(this.connection, path, options,
				this.payloads.encode(path, value, acl), acl);
		return Operation.recoverable(path, "create", creation, creation);
	}

	Operation<Boolean> ensurePath(String path) {
		List<ACL> acl = acl(ZkPaths.validate(path));
		return Operation.repeatable(path, "create", (handle, reply) -> new ParentZnodes((parent) -> acl).ensure(handle,
				this.connection.serverPath(path), reply));
	}

	Operation<Optional<Stat>> exists(String path) {
		return this.znodes.exists(ZkPaths.validate(path));
	}

	/**
	 * Reads a znode. After a lost connection, the length is read first: the client closes
	 * the connection when an answer is too long for its buffer.
	 * @param path the znode
	 * @return the operation; a payload that is too long may be omitted
	 */
	Operation<Optional<ZnodeContent>> get(String path) {
		Request<Optional<ZnodeContent>> content = this.znodes.get(ZkPaths.validate(path)).request();
		Request<Optional<Stat>> length = this.znodes.exists(path).request();
		AtomicBoolean repeated = new AtomicBoolean();
		return Operation.read(path, (handle, reply) -> {
			if (!repeated.getAndSet(true)) {
				content.send(handle, reply);
				return;
			}
			length.send(handle, (code, stat) -> {
				if (code != Code.OK || stat == null) {
					reply.accept(code, null);
				}
				else if (stat.isPresent() && !this.payloads.isReadable(stat.get().getDataLength())) {
					reply.accept(Code.OK, stat.map((known) -> new ZnodeContent(null, known)));
				}
				else {
					content.send(handle, reply);
				}
			});
		});
	}

	Operation<Stat> set(String path, @Nullable Object value, int version) {
		return this.znodes.set(path, this.payloads.encode(ZkPaths.validate(path), value, List.of()), version);
	}

	Operation<Optional<List<String>>> children(String path) {
		return this.znodes.children(ZkPaths.validate(path));
	}

	CompletableFuture<Map<String, ZnodeContent>> childrenWithData(String path, RequestGroup requests) {
		Map<String, ZnodeContent> found = new ConcurrentHashMap<>();
		return requests.endWith(requests.submit(children(path))
			.thenCompose((names) -> RequestGroup.forEach(existing(path, names),
					(name) -> requests.submit(get(ZkPaths.join(path, name)))
						.thenAccept((znode) -> znode.ifPresent((raw) -> found.put(name, raw)))))
			.thenApply((done) -> found));
	}

	Operation<Boolean> delete(String path, int version) {
		return this.znodes.delete(ZkPaths.validate(path), version);
	}

	CompletableFuture<Void> deleteRecursively(String path, RequestGroup requests) {
		Assert.isTrue(!ZkPaths.validate(path).equals("/"), "the root cannot be deleted");
		return new RecursiveDelete(requests, this.znodes).delete(path);
	}

	Operation<ZnodeAcl> readAcl(String path) {
		ZkPaths.validate(path);
		return Operation.read(path,
				(handle, reply) -> handle.requests()
					.getACL(this.connection.serverPath(path), null, (rc, asked, context, acl, stat) -> reply
						.accept(Codes.of(rc), (acl != null && stat != null) ? new ZnodeAcl(acl, stat) : null)));
	}

	Operation<Stat> setAcl(String path, List<ACL> acl, int version) {
		Assert.notEmpty(acl, "an ACL has at least one entry");
		ZkPaths.validate(path);
		List<ACL> entries = List.copyOf(acl);
		Request<Stat> request = (handle, reply) -> handle.requests()
			.setACL(this.connection.serverPath(path), entries, version,
					(rc, asked, context, stat) -> reply.accept(Codes.of(rc), stat));
		if (version == ZnodeOperations.ANY) {
			return Operation.repeatable(path, "change the ACL of", request);
		}
		// the server rewrites the scheme "auth", so that entries cannot be compared
		return Operation.recoverable(path, "change the ACL of", request,
				Recovery.from(exists(path), (stat) -> (stat.isPresent() && stat.get().getAversion() == version)
						? Verdict.notHappened() : Verdict.unknown()));
	}

	Operation<Boolean> sync(String path) {
		return this.znodes.sync(ZkPaths.validate(path));
	}

	TransactionPlan transaction(Consumer<ZkTransaction> operations) {
		TransactionPlan plan = new TransactionPlan(this.connection, this.payloads);
		operations.accept(plan);
		return plan;
	}

	private List<ACL> acl(String path) {
		return this.connection.acl(this.connection.serverPath(path));
	}

	/**
	 * Returns what was found at a path that must exist.
	 * @param <T> the type of the result
	 * @param path the znode
	 * @param found the answer of the server
	 * @return the value
	 * @throws ZnodeNotFoundException if there is none
	 */
	static <T> T existing(String path, Optional<T> found) {
		return found.orElseThrow(() -> new ZnodeNotFoundException(path, null));
	}

	// ZooKeeper takes -1 for any version
	static int requireVersion(int version) {
		Assert.isTrue(version >= 0, "'version' must not be negative; other methods accept any version");
		return version;
	}

}
