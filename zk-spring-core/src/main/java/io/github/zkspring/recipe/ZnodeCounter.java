package io.github.zkspring.recipe;

import java.util.Optional;

import io.github.zkspring.client.connection.ZnodeContent;

/**
 * A counter in one znode.
 *
 * @param <N> the type of the number
 */
class ZnodeCounter<N extends Number> implements ZkCounter<N> {

	private final RecipeRequests requests;

	private final ValueStore store;

	private final CounterFormat<N> format;

	ZnodeCounter(RecipeRequests requests, String path, CounterFormat<N> format) {
		this.requests = requests;
		this.store = new ValueStore(requests, path);
		this.format = format;
	}

	@Override
	public String path() {
		return this.store.path();
	}

	@Override
	public N get() {
		return number(this.store.read(this.requests.deadline()));
	}

	@Override
	public Change<N> add(N delta) {
		return this.store.update((found) -> {
			N before = number(found);
			N after = this.format.sum().apply(before, delta);
			return new ValueStore.Update<>(new Change<>(before, after), this.format.writer().apply(after));
		}, this.requests.deadline()).value();
	}

	private N number(Optional<ZnodeContent> found) {
		return found.map((znode) -> this.format.read(path(), znode.data())).orElse(this.format.zero());
	}

}
