package io.github.zkspring.recipe;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.github.zkspring.client.connection.Deadline;
import io.github.zkspring.client.connection.Operation;
import io.github.zkspring.client.connection.Operation.Recovery;
import io.github.zkspring.client.connection.Operation.Verdict;
import io.github.zkspring.client.connection.WaitSignal;
import io.github.zkspring.client.connection.ZnodeOperations;
import io.github.zkspring.codec.PayloadConverter;
import org.jspecify.annotations.Nullable;

/**
 * {@link ZkQueue} that removes items before it returns them.
 *
 * @param <T> the type of the items
 */
class ZnodeQueue<T> implements ZkQueue<T> {

	private final RecipeRequests requests;

	private final String path;

	private final QueueEntries<T> entries;

	ZnodeQueue(RecipeRequests requests, String path, PayloadConverter payloads) {
		this.requests = requests;
		this.path = path;
		this.entries = new QueueEntries<>(requests, path, payloads);
	}

	@Override
	public String path() {
		return this.path;
	}

	@Override
	public void put(T item, int priority) {
		this.entries.put(List.of(item), priority);
	}

	@Override
	public Optional<T> poll(Duration timeout) {
		return Optional.ofNullable(this.requests.await(this.path, timeout, this::take));
	}

	@Override
	public int size() {
		return this.entries.size();
	}

	private @Nullable T take(WaitSignal signal, Deadline deadline) {
		for (String name : this.entries.names(signal, deadline)) {
			// read before the removal: an unreadable item remains in the queue
			Optional<T> item = this.entries.read(name, deadline);
			if (item.isPresent() && this.requests.attempt(remove(this.entries.path(name)), deadline).isPresent()) {
				this.entries.removed(name);
				return item.get();
			}
		}
		return null;
	}

	// another consumer may have removed an item that is missing after a lost answer
	private Operation<Boolean> remove(String item) {
		ZnodeOperations znodes = this.requests.znodes();
		return Operation.recoverable(item, "delete", znodes.deleteRequest(item, ZnodeOperations.ANY), Recovery
			.from(znodes.exists(item), (stat) -> stat.isPresent() ? Verdict.notHappened() : Verdict.unknown()));
	}

}
