package io.github.zkspring.template;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;

import io.github.zkspring.client.ZnodeNotFoundException;
import io.github.zkspring.client.ZnodeVersionException;
import io.github.zkspring.client.connection.ZnodeRequests;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.ResolvableType;

/**
 * {@link AsyncZkTemplate} that completes the results of {@link Operations} on an
 * executor.
 */
class DefaultAsyncZkTemplate implements AsyncZkTemplate {

	private final Operations operations;

	private final Executor executor;

	DefaultAsyncZkTemplate(Operations operations, Executor executor) {
		this.operations = operations;
		this.executor = executor;
	}

	@Override
	public CompletableFuture<CreatedZnode> create(String path, @Nullable Object value, CreateOptions options) {
		return toFuture(this.operations.create(path, value, options));
	}

	@Override
	public CompletableFuture<Boolean> ensurePath(String path) {
		return toFuture(this.operations.ensurePath(path));
	}

	@Override
	public CompletableFuture<Optional<Stat>> exists(String path) {
		return toFuture(this.operations.exists(path));
	}

	@Override
	public <T> CompletableFuture<Optional<Znode<T>>> get(String path, ParameterizedTypeReference<T> type) {
		return toFuture(this.operations.get(path, ResolvableType.forType(type)));
	}

	@Override
	public <T> CompletableFuture<Map<String, Znode<T>>> childrenWithData(String path,
			ParameterizedTypeReference<T> type) {
		return toFuture(this.operations.childrenWithData(path, ResolvableType.forType(type)));
	}

	@Override
	public CompletableFuture<Stat> set(String path, @Nullable Object value) {
		return toFuture(this.operations.set(path, value, ZnodeRequests.ANY));
	}

	@Override
	public CompletableFuture<Stat> compareAndSet(String path, @Nullable Object value, int version) {
		return toFuture(this.operations.set(path, value, Operations.requireVersion(version)));
	}

	@Override
	public <T> CompletableFuture<Znode<T>> update(String path, ParameterizedTypeReference<T> type,
			Function<@Nullable T, @Nullable T> change) {
		return update(path, type, change, 1);
	}

	@Override
	public CompletableFuture<List<String>> children(String path) {
		return toFuture(this.operations.children(path));
	}

	@Override
	public CompletableFuture<Void> delete(String path) {
		return done(this.operations.delete(path, ZnodeRequests.ANY));
	}

	@Override
	public CompletableFuture<Void> delete(String path, int version) {
		return done(this.operations.delete(path, Operations.requireVersion(version)));
	}

	@Override
	public CompletableFuture<Void> deleteRecursively(String path) {
		return done(this.operations.deleteRecursively(path));
	}

	@Override
	public CompletableFuture<ZnodeAcl> acl(String path) {
		return toFuture(this.operations.readAcl(path));
	}

	@Override
	public CompletableFuture<Stat> setAcl(String path, List<ACL> acl) {
		return toFuture(this.operations.setAcl(path, acl, ZnodeRequests.ANY));
	}

	@Override
	public CompletableFuture<Stat> setAcl(String path, List<ACL> acl, int version) {
		return toFuture(this.operations.setAcl(path, acl, Operations.requireVersion(version)));
	}

	@Override
	public CompletableFuture<Void> sync(String path) {
		return done(this.operations.sync(path));
	}

	@Override
	public CompletableFuture<List<TransactionResult>> transaction(Consumer<ZkTransaction> operations) {
		return toFuture(this.operations.transaction(operations));
	}

	private <T> CompletableFuture<Znode<T>> update(String path, ParameterizedTypeReference<T> type,
			Function<@Nullable T, @Nullable T> change, int round) {
		CompletableFuture<Znode<T>> updated = Futures.then(get(path, type), (found) -> {
			Znode<T> present = found.orElseThrow(() -> new ZnodeNotFoundException(path, null));
			T next = change.apply(present.payload());
			return Futures.then(compareAndSet(path, next, present.stat().getVersion()),
					(stat) -> CompletableFuture.completedFuture(new Znode<>(path, next, stat)));
		});
		return (round == Operations.UPDATE_ROUNDS) ? updated
				: Futures.recover(updated, ZnodeVersionException.class, () -> update(path, type, change, round + 1));
	}

	private <R> CompletableFuture<R> toFuture(PendingResult<?, R> answer) {
		return answer.on(this.executor);
	}

	private CompletableFuture<Void> done(PendingResult<?, Boolean> answer) {
		return answer.without().on(this.executor);
	}

}
