package io.github.zkspring.recipe;

import java.util.Optional;
import java.util.function.Function;

import io.github.zkspring.client.connection.ZnodeContent;
import org.jspecify.annotations.Nullable;

/**
 * {@link ZkSharedValue} in one znode.
 *
 * @param <T> the type of the value
 */
class ZnodeSharedValue<T> implements ZkSharedValue<T> {

	private final RecipeRequests requests;

	private final ValueStore store;

	private final PayloadConverter<T> payloads;

	ZnodeSharedValue(RecipeRequests requests, String path, PayloadConverter<T> payloads) {
		this.requests = requests;
		this.store = new ValueStore(requests, path);
		this.payloads = payloads;
	}

	@Override
	public String path() {
		return this.store.path();
	}

	@Override
	public Optional<Versioned<T>> get() {
		return this.store.read(this.requests.deadline()).map(this::decode);
	}

	@Override
	public void set(T value) {
		this.store.set(this.payloads.encode(path(), value), this.requests.deadline());
	}

	@Override
	public boolean setIfAbsent(T value) {
		return this.store.replace(null, this.payloads.encode(path(), value), this.requests.deadline()).isPresent();
	}

	@Override
	public boolean compareAndSet(Versioned<T> expected, T value) {
		byte[] data = this.payloads.encode(path(), value);
		return this.store.replace(expected.version(), data, this.requests.deadline()).isPresent();
	}

	@Override
	public Versioned<T> update(Function<@Nullable T, T> change) {
		return this.store.update((found) -> {
			T next = change.apply(found.map((znode) -> this.payloads.decode(path(), znode.data())).orElse(null));
			return new ValueStore.Update<>(next, this.payloads.encode(path(), next));
		}, this.requests.deadline());
	}

	private Versioned<T> decode(ZnodeContent znode) {
		return new Versioned<>(this.payloads.decode(path(), znode.data()), znode.stat().getVersion());
	}

}
