package io.github.zkspring.recipe;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.github.zkspring.client.UnknownOutcomeException;
import io.github.zkspring.client.connection.Deadline;
import io.github.zkspring.client.connection.Outcome;
import io.github.zkspring.client.connection.WaitSignal;
import io.github.zkspring.client.connection.ZnodeRequests;
import org.apache.zookeeper.KeeperException.Code;
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

	ZnodeQueue(RecipeRequests requests, String path, PayloadConverter<T> payloads) {
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
			if (item.isPresent() && remove(name, deadline)) {
				return item.get();
			}
		}
		return null;
	}

	private boolean remove(String name, Deadline deadline) {
		String item = this.entries.path(name);
		while (true) {
			Outcome<Boolean> outcome = this.requests.calls()
				.write(item, deadline, this.requests.znodes().delete(item, ZnodeRequests.ANY));
			if (outcome.code() == Code.NONODE) {
				return false;
			}
			if (!outcome.isLost()) {
				return outcome.orThrow(item, "delete");
			}
			boolean there = this.requests.calls().recover(item, () -> isThere(name, deadline));
			if (!there) {
				throw new UnknownOutcomeException(item, null);
			}
		}
	}

	private boolean isThere(String name, Deadline deadline) {
		this.requests.calls().pause(this.path, deadline);
		this.requests.sync(this.path, deadline);
		return this.entries.exists(name, deadline);
	}

}
