package io.github.zkspring.template;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;

import io.github.zkspring.client.ZnodeVersionException;
import io.github.zkspring.client.connection.Operation;
import io.github.zkspring.client.connection.RequestExecutor;
import io.github.zkspring.client.connection.ZnodeOperations;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ParameterizedTypeReference;

/**
 * {@link AsyncZkTemplate} that completes the results of {@link Operations} on an
 * executor. Payloads are decoded there as well, never on ZooKeeper's threads.
 */
class DefaultAsyncZkTemplate implements AsyncZkTemplate {

	private final RequestExecutor requests;

	private final DefaultZkTemplate.Settings settings;

	private final Operations operations;

	private final Payloads payloads;

	private final Executor executor;

	DefaultAsyncZkTemplate(RequestExecutor requests, DefaultZkTemplate.Settings settings, Operations operations,
			Payloads payloads, Executor executor) {
		this.requests = requests;
		this.settings = settings;
		this.operations = operations;
		this.payloads = payloads;
		this.executor = executor;
	}

	@Override
	public CompletableFuture<CreatedZnode> create(String path, @Nullable Object value, CreateOptions options) {
		return submit(this.operations.create(path, value, options), Function.identity());
	}

	@Override
	public CompletableFuture<Boolean> ensurePath(String path) {
		return submit(this.operations.ensurePath(path), Function.identity());
	}

	@Override
	public CompletableFuture<Optional<Stat>> exists(String path) {
		return submit(this.operations.exists(path), Function.identity());
	}

	@Override
	public <T> CompletableFuture<Optional<Znode<T>>> get(String path, ParameterizedTypeReference<T> type) {
		return submit(this.operations.get(path),
				(znode) -> znode.map((found) -> this.payloads.decode(path, found, type)));
	}

	@Override
	public <T> CompletableFuture<Map<String, Znode<T>>> childrenWithData(String path,
			ParameterizedTypeReference<T> type) {
		return complete(this.operations.childrenWithData(path, group()),
				(found) -> this.payloads.decodeChildren(path, found, type));
	}

	@Override
	public CompletableFuture<Stat> set(String path, @Nullable Object value) {
		return submit(this.operations.set(path, value, ZnodeOperations.ANY), Function.identity());
	}

	@Override
	public CompletableFuture<Stat> compareAndSet(String path, @Nullable Object value, int version) {
		return submit(this.operations.set(path, value, Operations.requireVersion(version)), Function.identity());
	}

	@Override
	public <T> CompletableFuture<Znode<T>> update(String path, ParameterizedTypeReference<T> type,
			Function<@Nullable T, @Nullable T> change) {
		RequestGroup group = group();
		return complete(group.endWith(update(group, path, type, change, 1)), Function.identity());
	}

	private <T> CompletableFuture<Znode<T>> update(RequestGroup group, String path, ParameterizedTypeReference<T> type,
			Function<@Nullable T, @Nullable T> change, int round) {
		CompletableFuture<Znode<T>> updated = group.submit(this.operations.get(path)).thenComposeAsync((found) -> {
			Znode<T> present = this.payloads.decode(path, Operations.existing(path, found), type);
			T next = change.apply(present.payload());
			return group.submit(this.operations.set(path, next, present.stat().getVersion()))
				.thenApply((stat) -> new Znode<>(path, next, stat));
		}, this.executor);
		return (round == Operations.UPDATE_ROUNDS) ? updated : RequestGroup.retryAfter(ZnodeVersionException.class,
				updated, () -> update(group, path, type, change, round + 1));
	}

	@Override
	public CompletableFuture<List<String>> children(String path) {
		return submit(this.operations.children(path), (names) -> Operations.existing(path, names));
	}

	@Override
	public CompletableFuture<Void> delete(String path) {
		return submit(this.operations.delete(path, ZnodeOperations.ANY), DefaultAsyncZkTemplate::nothing);
	}

	@Override
	public CompletableFuture<Void> delete(String path, int version) {
		return submit(this.operations.delete(path, Operations.requireVersion(version)),
				DefaultAsyncZkTemplate::nothing);
	}

	@Override
	public CompletableFuture<Void> deleteRecursively(String path) {
		return complete(this.operations.deleteRecursively(path, group()), Function.identity());
	}

	@Override
	public CompletableFuture<ZnodeAcl> acl(String path) {
		return submit(this.operations.readAcl(path), Function.identity());
	}

	@Override
	public CompletableFuture<Stat> setAcl(String path, List<ACL> acl) {
		return submit(this.operations.setAcl(path, acl, ZnodeOperations.ANY), Function.identity());
	}

	@Override
	public CompletableFuture<Stat> setAcl(String path, List<ACL> acl, int version) {
		return submit(this.operations.setAcl(path, acl, Operations.requireVersion(version)), Function.identity());
	}

	@Override
	public CompletableFuture<Void> sync(String path) {
		return submit(this.operations.sync(path), DefaultAsyncZkTemplate::nothing);
	}

	@Override
	public CompletableFuture<List<TransactionResult>> transaction(Consumer<ZkTransaction> operations) {
		TransactionPlan plan = this.operations.transaction(operations);
		return plan.isEmpty() ? CompletableFuture.completedFuture(List.of()) : submit(plan.operation(), plan::results);
	}

	private RequestGroup group() {
		return new RequestGroup(this.requests, this.settings);
	}

	private <A, R> CompletableFuture<R> submit(Operation<A> operation, Function<A, R> finish) {
		return complete(this.requests.submit(operation, this.settings.deadline(), this.settings.backOff()), finish);
	}

	private <A, R> CompletableFuture<R> complete(CompletableFuture<A> raw, Function<A, R> finish) {
		CompletableFuture<R> future = new CompletableFuture<>();
		future.whenComplete((result, ex) -> raw.cancel(false));
		raw.whenComplete((answer, ex) -> {
			if (!future.isDone()) {
				run(() -> complete(future, finish, answer, ex));
			}
		});
		return future;
	}

	private static <A, R> void complete(CompletableFuture<R> future, Function<A, R> finish, A answer,
			@Nullable Throwable failure) {
		if (failure != null) {
			future.completeExceptionally(RequestGroup.unwrap(failure));
			return;
		}
		try {
			future.complete(finish.apply(answer));
		}
		catch (Throwable ex) {
			future.completeExceptionally(ex);
		}
	}

	private void run(Runnable completion) {
		try {
			this.executor.execute(completion);
		}
		catch (RejectedExecutionException ex) {
			// the executor is shut down: complete the future nevertheless
			ForkJoinPool.commonPool().execute(completion);
		}
	}

	@SuppressWarnings("NullAway")
	private static Void nothing(Object answer) {
		return null;
	}

}
