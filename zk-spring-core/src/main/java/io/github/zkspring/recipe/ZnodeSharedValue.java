package io.github.zkspring.recipe;

import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

import io.github.zkspring.client.ZnodeVersionException;
import io.github.zkspring.client.connection.Deadline;
import io.github.zkspring.client.connection.Operation;
import io.github.zkspring.client.connection.Request;
import io.github.zkspring.client.connection.ZnodeContent;
import io.github.zkspring.client.connection.ZnodeOperations;
import io.github.zkspring.codec.PayloadConverter;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * {@link ZkSharedValue} in one znode.
 *
 * @param <T> the type of the value
 */
class ZnodeSharedValue<T> implements ZkSharedValue<T> {

	private static final int MAX_ATTEMPTS = 50;

	private final RecipeRequests requests;

	private final String path;

	private final PayloadConverter payloads;

	ZnodeSharedValue(RecipeRequests requests, String path, PayloadConverter payloads) {
		this.requests = requests;
		this.path = path;
		this.payloads = payloads;
	}

	@Override
	public String path() {
		return this.path;
	}

	@Override
	public Optional<Versioned<T>> get() {
		return read(this.requests.deadline());
	}

	private Optional<Versioned<T>> read(Deadline deadline) {
		Optional<ZnodeContent> found = this.requests.execute(this.requests.znodes().get(this.path), deadline);
		return found
			.map((znode) -> new Versioned<>(this.payloads.decode(this.path, znode.data()), znode.stat().getVersion()));
	}

	@Override
	public void set(T value) {
		Request<Stat> write = write(this.payloads.encode(this.path, value));
		this.requests.execute(Operation.repeatable(this.path, "write to", write), this.requests.deadline());
	}

	private Request<Stat> write(byte[] data) {
		Request<Stat> set = this.requests.znodes().set(this.path, data, ZnodeOperations.ANY).request();
		Request<Stat> create = this.requests.znodes().createRequest(this.path, data, CreateMode.PERSISTENT);
		return (handle, reply) -> set.send(handle, (code, written) -> {
			if (code != Code.NONODE) {
				reply.accept(code, written);
				return;
			}
			create.send(handle, (answer, created) -> {
				if (answer == Code.NODEEXISTS) {
					write(data).send(handle, reply);
				}
				else {
					reply.accept(answer, created);
				}
			});
		});
	}

	@Override
	public boolean setIfAbsent(T value) {
		return replace(null, value, this.requests.deadline()).isPresent();
	}

	@Override
	public boolean compareAndSet(Versioned<T> expected, T value) {
		return replace(expected, value, this.requests.deadline()).isPresent();
	}

	@Override
	public Versioned<T> update(Function<@Nullable T, T> change) {
		Deadline deadline = this.requests.deadline();
		for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
			Versioned<T> found = read(deadline).orElse(null);
			T next = change.apply((found != null) ? found.value() : null);
			Optional<Versioned<T>> written = replace(found, next, deadline);
			if (written.isPresent()) {
				return written.get();
			}
			// the pause keeps concurrent updates from colliding again
			LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(TimeUnit.MILLISECONDS.toNanos(attempt)));
		}
		throw new ZnodeVersionException(this.path, null);
	}

	private Optional<Versioned<T>> replace(@Nullable Versioned<T> found, T value, Deadline deadline) {
		byte[] data = this.payloads.encode(this.path, value);
		ZnodeOperations znodes = this.requests.znodes();
		return this.requests
			.attempt((found != null) ? znodes.set(this.path, data, found.version()) : znodes.create(this.path, data),
					deadline)
			.map((stat) -> new Versioned<>(value, stat.getVersion()));
	}

}
