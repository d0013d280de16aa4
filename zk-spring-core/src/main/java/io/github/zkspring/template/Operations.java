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
import io.github.zkspring.client.connection.ZkConnection;
import io.github.zkspring.codec.ZnodeCodecs;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ResolvableType;
import org.springframework.util.Assert;

/**
 * Every operation once, for those who wait and those who do not: checks what it is given,
 * sends, and says how to read the answer.
 */
class Operations {

	private final Calls calls;

	private final Payloads payloads;

	private final ZkConnection connection;

	private final Reads reads;

	private final Writes writes;

	Operations(Calls calls, ZnodeCodecs codecs) {
		this.calls = calls;
		this.payloads = new Payloads(codecs, calls.settings().maxPayload());
		this.connection = calls.connection();
		this.reads = new Reads(this.connection);
		this.writes = new Writes(this.connection);
	}

	Answer<?, CreatedZnode> create(String path, @Nullable Object value, CreateOptions options) {
		Creation.validate(path, options.mode());
		List<ACL> own = options.acl();
		List<ACL> acl = (own != null) ? own : acl(path);
		Creation creation = new Creation(this.connection, path, options, this.payloads.encode(path, value, acl), acl);
		return begin(Operation.recoverable(path, "create", creation, creation));
	}

	Answer<?, Boolean> ensurePath(String path) {
		return begin(this.writes.ensurePath(ZkPaths.validate(path), acl(path)));
	}

	Answer<?, Optional<Stat>> exists(String path) {
		return begin(this.reads.exists(ZkPaths.validate(path)));
	}

	<T> Answer<?, Optional<Znode<T>>> get(String path, ResolvableType type) {
		return begin(this.reads.get(ZkPaths.validate(path), this.payloads),
				(found) -> found.map((raw) -> this.payloads.decode(path, raw, type)));
	}

	Answer<?, Stat> set(String path, @Nullable Object value, int version) {
		byte[] data = this.payloads.encode(ZkPaths.validate(path), value, List.of());
		return begin(this.writes.set(path, data, version));
	}

	Answer<?, List<String>> children(String path) {
		return begin(this.reads.children(ZkPaths.validate(path)));
	}

	<T> Answer<?, Map<String, Znode<T>>> childrenWithData(String path, ResolvableType type) {
		Deadline deadline = Deadline.after(this.calls.settings().timeout());
		Map<String, RawZnode> found = new ConcurrentHashMap<>();
		CompletableFuture<List<String>> names = this.calls.begin(this.reads.children(ZkPaths.validate(path)), deadline);
		CompletableFuture<Boolean> all = Steps.then(names, (listed) -> Steps.forEach(listed, (name) -> {
			String child = ZkPaths.join(path, name);
			return Steps.then(this.calls.begin(this.reads.get(child, this.payloads), deadline), (znode) -> {
				znode.ifPresent((raw) -> found.put(name, raw));
				return CompletableFuture.completedFuture(true);
			});
		}));
		return new Answer<>(path, all, (done) -> {
			Map<String, Znode<T>> children = new LinkedHashMap<>();
			found.forEach((name, raw) -> children.put(name, this.payloads.decode(ZkPaths.join(path, name), raw, type)));
			return Collections.unmodifiableMap(children);
		});
	}

	Answer<?, Boolean> delete(String path, int version) {
		return begin(this.writes.delete(ZkPaths.validate(path), version));
	}

	Answer<?, Boolean> deleteRecursively(String path) {
		Assert.isTrue(!ZkPaths.validate(path).equals("/"), "the root cannot be deleted");
		return new Answer<>(path, new Subtree(this.calls).delete(path), Function.identity());
	}

	Answer<?, ZnodeAcl> readAcl(String path) {
		return begin(this.reads.acl(ZkPaths.validate(path)));
	}

	Answer<?, Stat> setAcl(String path, List<ACL> acl, int version) {
		Assert.notEmpty(acl, "an ACL has at least one entry");
		return begin(this.writes.setAcl(ZkPaths.validate(path), List.copyOf(acl), version));
	}

	Answer<?, Boolean> sync(String path) {
		return begin(this.reads.sync(ZkPaths.validate(path)));
	}

	Answer<?, List<TransactionResult>> transaction(Consumer<ZkTransaction> operations) {
		TransactionPlan plan = new TransactionPlan(this.connection, this.payloads);
		operations.accept(plan);
		if (plan.isEmpty()) {
			return new Answer<>("/", CompletableFuture.completedFuture(List.of()), (none) -> List.of());
		}
		return begin(plan.operation(), plan::results);
	}

	private <R> Answer<R, R> begin(Operation<R> operation) {
		return begin(operation, Function.identity());
	}

	private <A, R> Answer<A, R> begin(Operation<A> operation, Function<A, R> finish) {
		return new Answer<>(operation.path(), this.calls.begin(operation), finish);
	}

	private List<ACL> acl(String path) {
		return this.connection.acl(this.connection.serverPath(path));
	}

}
