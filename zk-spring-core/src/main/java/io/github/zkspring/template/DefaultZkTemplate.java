package io.github.zkspring.template;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

import io.github.zkspring.client.UnknownOutcomeException;
import io.github.zkspring.client.ZkException;
import io.github.zkspring.client.ZkInterruptedException;
import io.github.zkspring.client.ZnodeVersionException;
import io.github.zkspring.client.connection.Deadline;
import io.github.zkspring.client.connection.Operation;
import io.github.zkspring.client.connection.RequestExecutor;
import io.github.zkspring.client.connection.ZnodeOperations;
import io.github.zkspring.codec.ZnodeCodecs;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.util.backoff.BackOff;

/**
 * {@link ZkTemplate} that waits for the results of {@link Operations}.
 */
public class DefaultZkTemplate implements ZkTemplate {

	private final RequestExecutor requests;

	private final Settings settings;

	private final Payloads payloads;

	private final Operations operations;

	private final AsyncZkTemplate async;

	/**
	 * Creates a template.
	 * @param requests executes the requests
	 * @param settings the timeout and the limits of an operation
	 * @param codecs the codecs of payloads
	 * @param executor the executor that completes futures
	 */
	public DefaultZkTemplate(RequestExecutor requests, Settings settings, ZnodeCodecs codecs, Executor executor) {
		this.requests = requests;
		this.settings = settings;
		this.payloads = new Payloads(codecs, settings.maxPayload());
		this.operations = new Operations(requests.connection(), this.payloads);
		this.async = new DefaultAsyncZkTemplate(requests, settings, this.operations, this.payloads, executor);
	}

	@Override
	public CreatedZnode create(String path, @Nullable Object value, CreateOptions options) {
		return execute(this.operations.create(path, value, options));
	}

	@Override
	public boolean ensurePath(String path) {
		return execute(this.operations.ensurePath(path));
	}

	@Override
	public Optional<Stat> exists(String path) {
		return execute(this.operations.exists(path));
	}

	@Override
	public <T> Optional<Znode<T>> get(String path, ParameterizedTypeReference<T> type) {
		return execute(this.operations.get(path)).map((found) -> this.payloads.decode(path, found, type));
	}

	@Override
	public <T> Map<String, Znode<T>> childrenWithData(String path, ParameterizedTypeReference<T> type) {
		return this.payloads.decodeChildren(path,
				await(path, this.operations.childrenWithData(path, group()), ZkInterruptedException::new), type);
	}

	@Override
	public Stat set(String path, @Nullable Object value) {
		return execute(this.operations.set(path, value, ZnodeOperations.ANY));
	}

	@Override
	public Stat compareAndSet(String path, @Nullable Object value, int version) {
		return execute(this.operations.set(path, value, Operations.requireVersion(version)));
	}

	@Override
	public <T> Znode<T> update(String path, ParameterizedTypeReference<T> type,
			Function<@Nullable T, @Nullable T> change) {
		for (int round = 1;; round++) {
			Znode<T> present = Operations.existing(path, get(path, type));
			T next = change.apply(present.payload());
			try {
				return new Znode<>(path, next, compareAndSet(path, next, present.stat().getVersion()));
			}
			catch (ZnodeVersionException ex) {
				if (round == Operations.UPDATE_ROUNDS) {
					throw ex;
				}
			}
		}
	}

	@Override
	public List<String> children(String path) {
		return Operations.existing(path, execute(this.operations.children(path)));
	}

	@Override
	public void delete(String path) {
		execute(this.operations.delete(path, ZnodeOperations.ANY));
	}

	@Override
	public void delete(String path, int version) {
		execute(this.operations.delete(path, Operations.requireVersion(version)));
	}

	@Override
	public void deleteRecursively(String path) {
		await(path, this.operations.deleteRecursively(path, group()), UnknownOutcomeException::new);
	}

	@Override
	public ZnodeAcl acl(String path) {
		return execute(this.operations.readAcl(path));
	}

	@Override
	public Stat setAcl(String path, List<ACL> acl) {
		return execute(this.operations.setAcl(path, acl, ZnodeOperations.ANY));
	}

	@Override
	public Stat setAcl(String path, List<ACL> acl, int version) {
		return execute(this.operations.setAcl(path, acl, Operations.requireVersion(version)));
	}

	@Override
	public void sync(String path) {
		execute(this.operations.sync(path));
	}

	@Override
	public List<TransactionResult> transaction(Consumer<ZkTransaction> operations) {
		TransactionPlan plan = this.operations.transaction(operations);
		return plan.isEmpty() ? List.of() : plan.results(execute(plan.operation()));
	}

	@Override
	public AsyncZkTemplate async() {
		return this.async;
	}

	private <R> R execute(Operation<R> operation) {
		return this.requests.execute(operation, this.settings.deadline(), this.settings.backOff());
	}

	private RequestGroup group() {
		return new RequestGroup(this.requests, this.settings);
	}

	private static <R> R await(String path, CompletableFuture<R> future,
			BiFunction<String, InterruptedException, ZkException> interrupted) {
		try {
			return future.get();
		}
		catch (InterruptedException ex) {
			future.cancel(false);
			Thread.currentThread().interrupt();
			throw interrupted.apply(path, ex);
		}
		catch (ExecutionException ex) {
			throw RequestExecutor.failure(path, ex);
		}
	}

	/**
	 * Timeout, retries and limits of operations.
	 *
	 * @param timeout the timeout of one operation with all its repetitions
	 * @param backOff the pauses between repetitions
	 * @param maxPayload the longest payload that is read or written, in bytes
	 */
	public record Settings(Duration timeout, BackOff backOff, long maxPayload) {

		Deadline deadline() {
			return Deadline.after(this.timeout);
		}

	}

}
