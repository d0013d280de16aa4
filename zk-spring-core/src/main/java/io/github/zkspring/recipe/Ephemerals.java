package io.github.zkspring.recipe;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import io.github.zkspring.client.ZkPaths;
import io.github.zkspring.client.connection.Deadline;
import io.github.zkspring.client.connection.Outcome;
import io.github.zkspring.client.connection.Request;
import io.github.zkspring.client.connection.ZkHandle;
import io.github.zkspring.client.connection.ZnodeContent;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * The ephemeral znodes that members and consumers hold. None is left behind: whoever ends
 * without one that may have been created has it removed.
 */
class Ephemerals {

	private final RecipeRequests requests;

	private final EphemeralRemoval removal;

	private final Set<Ephemeral> held = ConcurrentHashMap.newKeySet();

	Ephemerals(RecipeRequests requests) {
		this.requests = requests;
		this.removal = new EphemeralRemoval(requests.connection(), requests.znodes());
	}

	/**
	 * Create a znode.
	 * @param path its path
	 * @param deadline the end of the time
	 * @return the znode, to be removed in the end; empty when somebody else has one there
	 */
	Optional<Ephemeral> create(String path, Deadline deadline) {
		String mark = UUID.randomUUID().toString();
		AtomicReference<@Nullable Ephemeral> uncertain = new AtomicReference<>();
		try {
			Optional<Ephemeral> created = create(path, mark, uncertain, deadline);
			created.ifPresent(this.held::add);
			uncertain.set(null);
			return created;
		}
		finally {
			Ephemeral left = uncertain.get();
			if (left != null) {
				remove(left);
			}
		}
	}

	private Optional<Ephemeral> create(String path, String mark, AtomicReference<@Nullable Ephemeral> uncertain,
			Deadline deadline) {
		Request<Stat> create = this.requests.znodes()
			.create(path, mark.getBytes(StandardCharsets.UTF_8), CreateMode.EPHEMERAL);
		while (true) {
			Outcome<Stat> outcome = this.requests.withParent(ZkPaths.parent(path), (handle, reply) -> {
				uncertain.set(new Ephemeral(path, mark, handle.sessionId()));
				create.send(handle, reply);
			}, deadline);
			if (outcome.isLost()) {
				this.requests.calls().pause(path, deadline);
				this.requests.sync(path, deadline);
			}
			else if (outcome.code() == Code.NODEEXISTS) {
				// ours when an earlier answer got lost, but for one of an earlier session
				return this.requests.get(path, deadline)
					.filter((znode) -> isMarked(znode, mark) && znode.stat().getEphemeralOwner() == outcome.sessionId())
					.map((znode) -> new Ephemeral(path, mark, outcome.sessionId()));
			}
			else {
				outcome.orThrow(path, "create");
				return Optional.of(new Ephemeral(path, mark, outcome.sessionId()));
			}
		}
	}

	/**
	 * Remove a znode, without waiting.
	 * @param znode the znode
	 * @return completes when it is gone, on ZooKeeper's event thread
	 */
	CompletableFuture<Void> remove(Ephemeral znode) {
		this.held.remove(znode);
		return this.removal.remove(znode);
	}

	/**
	 * Remove all that are held.
	 * @return completes when they are gone, on ZooKeeper's event thread
	 */
	CompletableFuture<Void> removeAll() {
		return CompletableFuture.allOf(this.held.stream().map(this::remove).toArray(CompletableFuture[]::new));
	}

	/**
	 * Whether a znode is there, by the word of a server that has caught up.
	 * @param znode the znode
	 * @param deadline the end of the time
	 * @return {@code true} when it is, and is the same one
	 */
	boolean isThere(Ephemeral znode, Deadline deadline) {
		this.requests.sync(znode.path(), deadline);
		return this.requests.get(znode.path(), deadline).filter((found) -> isMarked(found, znode.mark())).isPresent();
	}

	/**
	 * Whether the session that owns a znode is the present one, by memory.
	 * @param znode the znode
	 * @return {@code false} once there is another session
	 */
	boolean isOfThisSession(Ephemeral znode) {
		ZkHandle handle = this.requests.connection().handle();
		return handle == null || handle.sessionId() == znode.sessionId();
	}

	/**
	 * Do something that ends with the removal of a znode, and only while the session that
	 * owns it goes on.
	 * @param znode the znode
	 * @param request what to do
	 * @param deadline the end of the time
	 * @return what became of it
	 */
	Fate removeWith(Ephemeral znode, Request<?> request, Deadline deadline) {
		AtomicBoolean sent = new AtomicBoolean();
		while (isThere(znode, sent.get(), deadline)) {
			Outcome<?> outcome = this.requests.calls().write(znode.path(), deadline, owned(znode, request, sent));
			if (outcome.code() == Code.NONODE) {
				remove(znode);
				return Fate.NOT_DONE;
			}
			if (!outcome.isLost()) {
				outcome.orThrow(znode.path(), "delete");
				this.held.remove(znode);
				return Fate.DONE;
			}
		}
		this.held.remove(znode);
		if (!sent.get()) {
			return Fate.NOT_DONE;
		}
		return isOfThisSession(znode) ? Fate.DONE : Fate.UNKNOWN;
	}

	private boolean isThere(Ephemeral znode, boolean uncertain, Deadline deadline) {
		if (!uncertain) {
			return isThere(znode, deadline);
		}
		return this.requests.calls().recover(znode.path(), () -> {
			this.requests.calls().pause(znode.path(), deadline);
			return isThere(znode, deadline);
		});
	}

	private static <R> Request<R> owned(Ephemeral znode, Request<R> request, AtomicBoolean sent) {
		return (handle, reply) -> {
			if (handle.sessionId() == znode.sessionId()) {
				sent.set(true);
				request.send(handle, reply);
			}
			else {
				reply.accept(Code.SESSIONEXPIRED, null);
			}
		};
	}

	private static boolean isMarked(ZnodeContent znode, String mark) {
		return znode.text().equals(mark);
	}

	/**
	 * What became of a request.
	 */
	enum Fate {

		/** It was done. */
		DONE,

		/** The znode was lost before. */
		NOT_DONE,

		/** Its answer got lost, and the session after it. */
		UNKNOWN

	}

}
