package io.github.zkspring.recipe;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import io.github.zkspring.client.ZkPaths;
import io.github.zkspring.client.connection.Codes;
import io.github.zkspring.client.connection.Deadline;
import io.github.zkspring.client.connection.Outcome;
import io.github.zkspring.client.connection.Request;
import io.github.zkspring.client.connection.ZkConnectionListener;
import io.github.zkspring.client.connection.ZkHandle;
import io.github.zkspring.client.connection.ZnodeContent;
import io.github.zkspring.client.connection.ZnodeRequests;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * The ephemeral znodes of barrier members and queue consumers. None is left behind: a
 * znode that may have been created by a failed call is removed. A removal that fails is
 * repeated with the next connection, as long as the session that owns the znode exists.
 */
class EphemeralNodes implements ZkConnectionListener {

	private static final Log logger = LogFactory.getLog(EphemeralNodes.class);

	private final RecipeRequests requests;

	private final Set<EphemeralNode> held = ConcurrentHashMap.newKeySet();

	private final Map<EphemeralNode, CompletableFuture<Void>> removals = new ConcurrentHashMap<>();

	EphemeralNodes(RecipeRequests requests) {
		this.requests = requests;
		requests.connection().addListener(this);
	}

	/**
	 * Creates a znode.
	 * @param path its path
	 * @param deadline the deadline
	 * @return the znode, to be removed; empty when another znode has that path
	 */
	Optional<EphemeralNode> create(String path, Deadline deadline) {
		String mark = UUID.randomUUID().toString();
		AtomicReference<@Nullable EphemeralNode> uncertain = new AtomicReference<>();
		try {
			Optional<EphemeralNode> created = create(path, mark, uncertain, deadline);
			created.ifPresent(this.held::add);
			uncertain.set(null);
			return created;
		}
		finally {
			EphemeralNode left = uncertain.get();
			if (left != null) {
				remove(left);
			}
		}
	}

	private Optional<EphemeralNode> create(String path, String mark, AtomicReference<@Nullable EphemeralNode> uncertain,
			Deadline deadline) {
		Request<Stat> create = this.requests.znodes()
			.create(path, mark.getBytes(StandardCharsets.UTF_8), CreateMode.EPHEMERAL);
		while (true) {
			Outcome<Stat> outcome = this.requests.withParent(ZkPaths.parent(path), (handle, reply) -> {
				uncertain.set(new EphemeralNode(path, mark, handle.sessionId()));
				create.send(handle, reply);
			}, deadline);
			if (outcome.isLost()) {
				this.requests.calls().pause(path, deadline);
				this.requests.sync(path, deadline);
			}
			else if (outcome.code() == Code.NODEEXISTS) {
				// created by an earlier attempt whose answer was lost, unless its session
				// has ended
				return this.requests.get(path, deadline)
					.filter((znode) -> isMarked(znode, mark) && znode.stat().getEphemeralOwner() == outcome.sessionId())
					.map((znode) -> new EphemeralNode(path, mark, outcome.sessionId()));
			}
			else {
				outcome.orThrow(path, "create");
				return Optional.of(new EphemeralNode(path, mark, outcome.sessionId()));
			}
		}
	}

	/**
	 * Removes a znode asynchronously.
	 * @param node the znode
	 * @return completes when it is removed, on ZooKeeper's event thread
	 */
	CompletableFuture<Void> remove(EphemeralNode node) {
		this.held.remove(node);
		CompletableFuture<Void> removal = this.removals.computeIfAbsent(node, (key) -> new CompletableFuture<>());
		ZkHandle handle = this.requests.connection().handle();
		if (handle != null) {
			remove(handle, node);
		}
		return removal;
	}

	/**
	 * Removes all znodes that are held.
	 * @return completes when they are removed, on ZooKeeper's event thread
	 */
	CompletableFuture<Void> removeAll() {
		return CompletableFuture.allOf(this.held.stream().map(this::remove).toArray(CompletableFuture[]::new));
	}

	private void remove(ZkHandle handle, EphemeralNode node) {
		if (handle.sessionId() != node.sessionId()) {
			removed(node);
			return;
		}
		// a create whose answer was lost is applied or refused after the sync
		this.requests.znodes()
			.sync("/")
			.send(handle,
					(synced, done) -> this.requests.znodes().get(node.path(), null).send(handle, (code, found) -> {
						if (code != Code.OK || found == null) {
							answered(node, (code != Code.OK) ? code : Code.CONNECTIONLOSS);
						}
						else if (found.filter((znode) -> isMarked(znode, node.mark())).isEmpty()) {
							removed(node);
						}
						else {
							this.requests.znodes()
								.delete(node.path(), ZnodeRequests.ANY)
								.send(handle, (deleted, result) -> answered(node, deleted));
						}
					}));
	}

	private void answered(EphemeralNode node, Code code) {
		if (Codes.isLost(code)) {
			// answers are lost before the next connection is reported
			return;
		}
		removed(node);
		if (code != Code.OK && code != Code.NONODE) {
			logger.warn("The server refuses to delete '%s' (%s): it exists until the session ends"
				.formatted(node.path(), code));
		}
	}

	private void removed(EphemeralNode node) {
		CompletableFuture<Void> removal = this.removals.remove(node);
		if (removal != null) {
			removal.complete(null);
		}
	}

	/**
	 * Returns whether a znode exists, after a sync.
	 * @param node the znode
	 * @param deadline the deadline
	 * @return {@code true} when the same znode exists
	 */
	boolean exists(EphemeralNode node, Deadline deadline) {
		this.requests.sync(node.path(), deadline);
		return this.requests.get(node.path(), deadline).filter((found) -> isMarked(found, node.mark())).isPresent();
	}

	/**
	 * Returns whether the session that owns a znode is the current one. Reads memory
	 * only.
	 * @param node the znode
	 * @return {@code false} with another session
	 */
	boolean isOfCurrentSession(EphemeralNode node) {
		ZkHandle handle = this.requests.connection().handle();
		return handle == null || handle.sessionId() == node.sessionId();
	}

	/**
	 * Sends a request that deletes a znode among other things, only in the session that
	 * owns the znode.
	 * @param node the znode
	 * @param request the request
	 * @param deadline the deadline
	 * @return the result
	 */
	Removal removeWith(EphemeralNode node, Request<?> request, Deadline deadline) {
		AtomicBoolean sent = new AtomicBoolean();
		while (exists(node, sent.get(), deadline)) {
			Outcome<?> outcome = this.requests.calls().write(node.path(), deadline, inSession(node, request, sent));
			if (outcome.code() == Code.NONODE) {
				remove(node);
				return Removal.NOT_DONE;
			}
			if (!outcome.isLost()) {
				outcome.orThrow(node.path(), "delete");
				this.held.remove(node);
				return Removal.DONE;
			}
		}
		this.held.remove(node);
		if (!sent.get()) {
			return Removal.NOT_DONE;
		}
		return isOfCurrentSession(node) ? Removal.DONE : Removal.UNKNOWN;
	}

	private boolean exists(EphemeralNode node, boolean uncertain, Deadline deadline) {
		if (!uncertain) {
			return exists(node, deadline);
		}
		return this.requests.calls().recover(node.path(), () -> {
			this.requests.calls().pause(node.path(), deadline);
			return exists(node, deadline);
		});
	}

	private static <R> Request<R> inSession(EphemeralNode node, Request<R> request, AtomicBoolean sent) {
		return (handle, reply) -> {
			if (handle.sessionId() == node.sessionId()) {
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

	@Override
	public void connected(ZkHandle handle) {
		this.removals.keySet().forEach((node) -> remove(handle, node));
	}

	/**
	 * An ephemeral znode that was created, or may have been.
	 *
	 * @param path its path
	 * @param mark its payload, unique for each attempt
	 * @param sessionId the session that owns it
	 */
	record EphemeralNode(String path, String mark, long sessionId) {
	}

	/**
	 * The result of a request that deletes a znode among other things.
	 */
	enum Removal {

		/** The request was applied. */
		DONE,

		/** The znode was lost before. */
		NOT_DONE,

		/** The answer was lost, and the session afterwards. */
		UNKNOWN

	}

}
