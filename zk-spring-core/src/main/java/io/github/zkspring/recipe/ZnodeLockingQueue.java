package io.github.zkspring.recipe;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.github.zkspring.client.UnknownOutcomeException;
import io.github.zkspring.client.ZkPaths;
import io.github.zkspring.client.connection.Deadline;
import io.github.zkspring.client.connection.Request;
import io.github.zkspring.client.connection.WaitSignal;
import io.github.zkspring.client.connection.ZnodeOperations;
import io.github.zkspring.codec.PayloadConverter;
import io.github.zkspring.recipe.EphemeralNodes.EphemeralNode;
import org.apache.zookeeper.Op;
import org.jspecify.annotations.Nullable;

/**
 * {@link ZkLockingQueue} with items below {@code entries} and their locks below
 * {@code taken}, in the layout of kazoo.
 *
 * @param <T> the type of the items
 */
class ZnodeLockingQueue<T> implements ZkLockingQueue<T> {

	private final RecipeRequests requests;

	private final EphemeralNodes nodes;

	private final String path;

	private final String locks;

	private final QueueEntries<T> entries;

	private @Nullable LockedItem<T> item;

	ZnodeLockingQueue(RecipeRequests requests, EphemeralNodes nodes, String path, PayloadConverter payloads) {
		this.requests = requests;
		this.nodes = nodes;
		this.path = path;
		this.locks = ZkPaths.child(path, "taken");
		this.entries = new QueueEntries<>(requests, ZkPaths.child(path, "entries"), payloads);
	}

	@Override
	public String path() {
		return this.path;
	}

	@Override
	public void putAll(List<T> items, int priority) {
		this.entries.put(items, priority);
	}

	@Override
	public Optional<T> get(Duration timeout) {
		LockedItem<T> held = this.item;
		if (held != null) {
			if (this.nodes.exists(held.lock(), this.requests.deadline())) {
				return Optional.of(held.value());
			}
			this.nodes.remove(held.lock());
			this.item = null;
		}
		LockedItem<T> taken = this.requests.await(this.path, timeout, this::take);
		this.item = taken;
		return Optional.ofNullable(taken).map(LockedItem::value);
	}

	@Override
	public boolean holdsLock() {
		LockedItem<T> held = this.item;
		return held != null && this.nodes.exists(held.lock(), this.requests.deadline());
	}

	@Override
	public boolean consume() {
		LockedItem<T> held = this.item;
		if (held == null) {
			return false;
		}
		Deadline deadline = this.requests.deadline();
		String entry = this.entries.path(held.name());
		List<Op> deletions = List.of(delete(entry), delete(held.lock().path()));
		EphemeralNodes.Removal removal = this.nodes.removeWith(held.lock(),
				this.requests.znodes().transaction(deletions), deadline);
		this.item = null;
		if (removal == EphemeralNodes.Removal.UNKNOWN && !this.entries.exists(held.name(), deadline)) {
			throw new UnknownOutcomeException(entry, null);
		}
		if (removal == EphemeralNodes.Removal.DONE) {
			this.entries.removed(held.name());
		}
		return removal == EphemeralNodes.Removal.DONE;
	}

	@Override
	public boolean release() {
		LockedItem<T> held = this.item;
		if (held == null) {
			return false;
		}
		Request<Boolean> delete = this.requests.znodes().deleteRequest(held.lock().path(), ZnodeOperations.ANY);
		EphemeralNodes.Removal removal = this.nodes.removeWith(held.lock(), delete, this.requests.deadline());
		this.item = null;
		return removal == EphemeralNodes.Removal.DONE;
	}

	@Override
	public int size() {
		return this.entries.size();
	}

	private Op delete(String znode) {
		return Op.delete(this.requests.connection().serverPath(znode), ZnodeOperations.ANY);
	}

	private @Nullable LockedItem<T> take(WaitSignal signal, Deadline deadline) {
		List<String> names = this.entries.names(signal, deadline);
		Set<String> locked = Set
			.copyOf(this.requests.execute(this.requests.znodes().children(this.locks, signal), deadline));
		for (String name : names) {
			LockedItem<T> taken = locked.contains(name) ? null : take(name, deadline);
			if (taken != null) {
				return taken;
			}
		}
		return null;
	}

	private @Nullable LockedItem<T> take(String name, Deadline deadline) {
		EphemeralNode lock = this.nodes.create(ZkPaths.join(this.locks, name), deadline).orElse(null);
		if (lock == null) {
			return null;
		}
		LockedItem<T> taken = null;
		try {
			// the previous consumer may have consumed it in the meantime
			taken = this.entries.read(name, deadline).map((value) -> new LockedItem<>(name, lock, value)).orElse(null);
			return taken;
		}
		finally {
			if (taken == null) {
				this.nodes.remove(lock);
			}
		}
	}

	/**
	 * An item that this consumer has locked.
	 *
	 * @param <T> the type of the item
	 * @param name the name of its znode
	 * @param lock the znode that locks it
	 * @param value the item
	 */
	private record LockedItem<T>(String name, EphemeralNode lock, T value) {
	}

}
