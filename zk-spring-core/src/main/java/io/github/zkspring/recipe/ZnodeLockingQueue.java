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
import io.github.zkspring.client.connection.ZnodeRequests;
import org.apache.zookeeper.Op;
import org.jspecify.annotations.Nullable;

/**
 * A consumer of a queue: items under {@code entries}, and their locks under
 * {@code taken}, as kazoo has them.
 *
 * @param <T> the type of the items
 */
class ZnodeLockingQueue<T> implements ZkLockingQueue<T> {

	private final RecipeRequests requests;

	private final Ephemerals ephemerals;

	private final String path;

	private final String locks;

	private final QueueEntries<T> entries;

	private @Nullable LockedItem<T> item;

	ZnodeLockingQueue(RecipeRequests requests, Ephemerals ephemerals, String path, Payloads<T> payloads) {
		this.requests = requests;
		this.ephemerals = ephemerals;
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
			if (this.ephemerals.isThere(held.lock(), this.requests.deadline())) {
				return Optional.of(held.value());
			}
			this.ephemerals.remove(held.lock());
			this.item = null;
		}
		LockedItem<T> taken = this.requests.await(this.path, timeout, this::take);
		this.item = taken;
		return Optional.ofNullable(taken).map(LockedItem::value);
	}

	@Override
	public boolean holdsLock() {
		LockedItem<T> held = this.item;
		return held != null && this.ephemerals.isThere(held.lock(), this.requests.deadline());
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
		Ephemerals.Fate fate = this.ephemerals.removeWith(held.lock(), this.requests.znodes().transaction(deletions),
				deadline);
		this.item = null;
		if (fate == Ephemerals.Fate.UNKNOWN && !this.entries.exists(held.name(), deadline)) {
			throw new UnknownOutcomeException(entry, null);
		}
		return fate == Ephemerals.Fate.DONE;
	}

	@Override
	public boolean release() {
		LockedItem<T> held = this.item;
		if (held == null) {
			return false;
		}
		Request<Boolean> delete = this.requests.znodes().delete(held.lock().path(), ZnodeRequests.ANY);
		Ephemerals.Fate fate = this.ephemerals.removeWith(held.lock(), delete, this.requests.deadline());
		this.item = null;
		return fate == Ephemerals.Fate.DONE;
	}

	@Override
	public int size() {
		return this.entries.size();
	}

	private Op delete(String znode) {
		return Op.delete(this.requests.connection().serverPath(znode), ZnodeRequests.ANY);
	}

	private @Nullable LockedItem<T> take(WaitSignal wakeup, Deadline deadline) {
		List<String> names = this.entries.names(wakeup, deadline);
		Set<String> locked = Set.copyOf(this.requests.children(this.locks, wakeup, deadline));
		for (String name : names) {
			LockedItem<T> taken = locked.contains(name) ? null : take(name, deadline);
			if (taken != null) {
				return taken;
			}
		}
		return null;
	}

	private @Nullable LockedItem<T> take(String name, Deadline deadline) {
		Ephemeral lock = this.ephemerals.create(ZkPaths.join(this.locks, name), deadline).orElse(null);
		if (lock == null) {
			return null;
		}
		LockedItem<T> taken = null;
		try {
			// the one before may have consumed it in the meantime
			taken = this.entries.read(name, deadline).map((value) -> new LockedItem<>(name, lock, value)).orElse(null);
			return taken;
		}
		finally {
			if (taken == null) {
				this.ephemerals.remove(lock);
			}
		}
	}

}
