package io.github.zkspring.template;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

import io.github.zkspring.client.ZkPaths;
import io.github.zkspring.client.connection.Deadline;
import io.github.zkspring.client.connection.Operation;
import io.github.zkspring.client.connection.RequestExecutor;
import io.github.zkspring.client.connection.ZkConnection;
import io.github.zkspring.client.connection.ZnodeContent;
import io.github.zkspring.codec.ZnodeCodecs;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ResolvableType;
import org.springframework.util.Assert;

/**
 * The operations of the blocking and of the asynchronous template: validates arguments,
 * begins the requests and converts the results.
 */
class Operations {

	/** The maximum number of attempts of an update. */
	static final int UPDATE_ROUNDS = 50;

	private final RequestExecutor requests;

	private final TemplateSettings settings;

	private final Payloads payloads;

	private final ZkConnection connection;

	private final ZnodeOperations znodes;

	Operations(RequestExecutor requests, TemplateSettings settings, ZnodeCodecs codecs) {
		this.requests = requests;
		this.settings = settings;
		this.payloads = new Payloads(codecs, settings.maxPayload());
		this.connection = requests.connection();
		this.znodes = new ZnodeOperations(this.connection);
	}

	PendingResult<?, CreatedZnode> create(String path, @Nullable Object value, CreateOptions options) {
		CreateOperation.validate(path, options.mode());
		List<ACL> own = options.acl();
		List<ACL> acl = (own != null) ? own : acl(path);
		CreateOperation creation = new CreateOperation(this.connection, path, options,
				this.payloads.encode(path, value, acl), acl);
		return begin(Operation.recoverable(path, "create", creation, creation));
	}

	PendingResult<?, Boolean> ensurePath(String path) {
		return begin(this.znodes.ensurePath(ZkPaths.validate(path), acl(path)));
	}

	PendingResult<?, Optional<Stat>> exists(String path) {
		return begin(this.znodes.exists(ZkPaths.validate(path)));
	}

	<T> PendingResult<?, Optional<Znode<T>>> get(String path, ResolvableType type) {
		return begin(this.znodes.get(ZkPaths.validate(path), this.payloads::isReadable),
				(found) -> found.map((raw) -> this.payloads.decode(path, raw, type)));
	}

	PendingResult<?, Stat> set(String path, @Nullable Object value, int version) {
		byte[] data = this.payloads.encode(ZkPaths.validate(path), value, List.of());
		return begin(this.znodes.set(path, data, version));
	}

	PendingResult<?, List<String>> children(String path) {
		return begin(this.znodes.children(ZkPaths.validate(path)));
	}

	<T> PendingResult<?, Map<String, Znode<T>>> childrenWithData(String path, ResolvableType type) {
		Deadline deadline = deadline();
		Map<String, ZnodeContent> found = new ConcurrentHashMap<>();
		CompletableFuture<List<String>> names = submit(this.znodes.children(ZkPaths.validate(path)), deadline);
		CompletableFuture<Boolean> all = Futures.then(names, (listed) -> Futures.forEach(listed, (name) -> {
			String child = ZkPaths.join(path, name);
			return Futures.then(submit(this.znodes.get(child, this.payloads::isReadable), deadline), (znode) -> {
				znode.ifPresent((raw) -> found.put(name, raw));
				return CompletableFuture.completedFuture(true);
			});
		}));
		return new PendingResult<>(path, all, (done) -> {
			Map<String, Znode<T>> children = new LinkedHashMap<>();
			found.forEach((name, raw) -> children.put(name, this.payloads.decode(ZkPaths.join(path, name), raw, type)));
			return Collections.unmodifiableMap(children);
		});
	}

	PendingResult<?, Boolean> delete(String path, int version) {
		return begin(this.znodes.delete(ZkPaths.validate(path), version));
	}

	PendingResult<?, Boolean> deleteRecursively(String path) {
		Assert.isTrue(!ZkPaths.validate(path).equals("/"), "the root cannot be deleted");
		return new PendingResult<>(path, new RecursiveDelete(this, this.connection).delete(path), Function.identity());
	}

	PendingResult<?, ZnodeAcl> readAcl(String path) {
		return begin(this.znodes.acl(ZkPaths.validate(path)));
	}

	PendingResult<?, Stat> setAcl(String path, List<ACL> acl, int version) {
		Assert.notEmpty(acl, "an ACL has at least one entry");
		return begin(this.znodes.setAcl(ZkPaths.validate(path), List.copyOf(acl), version));
	}

	PendingResult<?, Boolean> sync(String path) {
		return begin(this.znodes.sync(ZkPaths.validate(path)));
	}

	PendingResult<?, List<TransactionResult>> transaction(Consumer<ZkTransaction> operations) {
		TransactionPlan plan = new TransactionPlan(this.connection, this.payloads);
		operations.accept(plan);
		if (plan.isEmpty()) {
			return new PendingResult<>("/", CompletableFuture.completedFuture(List.of()), (none) -> List.of());
		}
		return begin(plan.operation(), plan::results);
	}

	private <R> PendingResult<R, R> begin(Operation<R> operation) {
		return begin(operation, Function.identity());
	}

	private <A, R> PendingResult<A, R> begin(Operation<A> operation, Function<A, R> finish) {
		return new PendingResult<>(operation.path(), submit(operation, deadline()), finish);
	}

	Deadline deadline() {
		return Deadline.after(this.settings.timeout());
	}

	/**
	 * Begins an operation.
	 * @param <R> the type of the result
	 * @param operation the operation
	 * @param deadline the end of all attempts
	 * @return the future of the result; it completes on a thread that must neither block
	 * nor run user code
	 */
	<R> CompletableFuture<R> submit(Operation<R> operation, Deadline deadline) {
		return this.requests.submit(operation, deadline, this.settings.backOff());
	}

	private List<ACL> acl(String path) {
		return this.connection.acl(this.connection.serverPath(path));
	}

	// ZooKeeper takes -1 for any version
	static int requireVersion(int version) {
		Assert.isTrue(version >= 0, "'version' must not be negative; other methods accept any version");
		return version;
	}

}
