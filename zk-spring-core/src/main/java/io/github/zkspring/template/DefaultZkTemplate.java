package io.github.zkspring.template;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;

import io.github.zkspring.client.ZnodeNotFoundException;
import io.github.zkspring.client.ZnodeVersionException;
import io.github.zkspring.client.connection.RequestExecutor;
import io.github.zkspring.client.connection.ZnodeRequests;
import io.github.zkspring.codec.ZnodeCodecs;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.ResolvableType;

/**
 * {@link ZkTemplate} that waits for the results of {@link Operations}.
 */
public class DefaultZkTemplate implements ZkTemplate {

	private final Operations operations;

	private final Duration timeout;

	private final AsyncZkTemplate async;

	/**
	 * Creates a template.
	 * @param requests executes the requests
	 * @param settings the timeout and the limits of an operation
	 * @param codecs the codecs of payloads
	 * @param executor the executor that completes futures
	 */
	public DefaultZkTemplate(RequestExecutor requests, TemplateSettings settings, ZnodeCodecs codecs,
			Executor executor) {
		this.operations = new Operations(requests, settings, codecs);
		this.timeout = settings.timeout();
		this.async = new DefaultAsyncZkTemplate(this.operations, executor);
	}

	@Override
	public CreatedZnode create(String path, @Nullable Object value, CreateOptions options) {
		return await(this.operations.create(path, value, options));
	}

	@Override
	public boolean ensurePath(String path) {
		return await(this.operations.ensurePath(path));
	}

	@Override
	public Optional<Stat> exists(String path) {
		return await(this.operations.exists(path));
	}

	@Override
	public <T> Optional<Znode<T>> get(String path, ParameterizedTypeReference<T> type) {
		return await(this.operations.get(path, ResolvableType.forType(type)));
	}

	@Override
	public <T> Map<String, Znode<T>> childrenWithData(String path, ParameterizedTypeReference<T> type) {
		return await(this.operations.childrenWithData(path, ResolvableType.forType(type)));
	}

	@Override
	public Stat set(String path, @Nullable Object value) {
		return await(this.operations.set(path, value, ZnodeRequests.ANY));
	}

	@Override
	public Stat compareAndSet(String path, @Nullable Object value, int version) {
		return await(this.operations.set(path, value, Operations.requireVersion(version)));
	}

	@Override
	public <T> Znode<T> update(String path, ParameterizedTypeReference<T> type,
			Function<@Nullable T, @Nullable T> change) {
		for (int round = 1;; round++) {
			Znode<T> present = get(path, type).orElseThrow(() -> new ZnodeNotFoundException(path, null));
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
		return await(this.operations.children(path));
	}

	@Override
	public void delete(String path) {
		await(this.operations.delete(path, ZnodeRequests.ANY));
	}

	@Override
	public void delete(String path, int version) {
		await(this.operations.delete(path, Operations.requireVersion(version)));
	}

	@Override
	public void deleteRecursively(String path) {
		await(this.operations.deleteRecursively(path));
	}

	@Override
	public ZnodeAcl acl(String path) {
		return await(this.operations.readAcl(path));
	}

	@Override
	public Stat setAcl(String path, List<ACL> acl) {
		return await(this.operations.setAcl(path, acl, ZnodeRequests.ANY));
	}

	@Override
	public Stat setAcl(String path, List<ACL> acl, int version) {
		return await(this.operations.setAcl(path, acl, Operations.requireVersion(version)));
	}

	@Override
	public void sync(String path) {
		await(this.operations.sync(path));
	}

	@Override
	public List<TransactionResult> transaction(Consumer<ZkTransaction> operations) {
		return await(this.operations.transaction(operations));
	}

	@Override
	public AsyncZkTemplate async() {
		return this.async;
	}

	private <R> R await(PendingResult<?, R> answer) {
		return answer.await(this.timeout);
	}

}
