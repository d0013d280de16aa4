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

import io.github.zkspring.client.connection.Codes;
import io.github.zkspring.client.connection.Deadline;
import io.github.zkspring.client.connection.Operation;
import io.github.zkspring.client.connection.Operation.Recovery;
import io.github.zkspring.client.connection.Operation.Verdict;
import io.github.zkspring.client.connection.Request;
import io.github.zkspring.client.connection.ZkConnectionListener;
import io.github.zkspring.client.connection.ZkHandle;
import io.github.zkspring.client.connection.ZnodeContent;
import io.github.zkspring.client.connection.ZnodeOperations;
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
		AtomicReference<@Nullable EphemeralNode> sent = new AtomicReference<>();
		Request<Stat> create = this.requests.znodes()
			.createRequest(path, mark.getBytes(StandardCharsets.UTF_8), CreateMode.EPHEMERAL);
		Request<EphemeralNode> request = (handle, reply) -> {
			EphemeralNode node = new EphemeralNode(path, mark, handle.sessionId());
			sent.set(node);
			create.send(handle, (code, stat) -> reply.accept(code, (stat != null) ? node : null));
		};
		Recovery<EphemeralNode> recovery = (handle, sentBy, reply) -> Recovery
			.from(this.requests.znodes().get(path), (found) -> judge(found, path, mark, handle.sessionId()))
			.recover(handle, sentBy, reply);
		try {
			Optional<EphemeralNode> created = this.requests
				.attempt(Operation.recoverable(path, "create", request, recovery), deadline);
			created.ifPresent(this.held::add);
			sent.set(null);
			return created;
		}
		finally {
			EphemeralNode left = sent.get();
			if (left != null) {
				remove(left);
			}
		}
	}

	private static Verdict<EphemeralNode> judge(Optional<ZnodeContent> found, String path, String mark, long session) {
		if (found.isEmpty()) {
			return Verdict.notHappened();
		}
		EphemeralNode node = new EphemeralNode(path, mark, session);
		boolean own = isSame(found.get(), node) && found.get().stat().getEphemeralOwner() == session;
		return own ? Verdict.happened(node) : Verdict.refused(Code.NODEEXISTS);
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
		ZnodeOperations znodes = this.requests.znodes();
		Request<Optional<ZnodeContent>> get = znodes.get(node.path()).request();
		znodes.sync("/").request().send(handle, (synced, done) -> get.send(handle, (code, found) -> {
			if (code != Code.OK || found == null) {
				answered(node, (code != Code.OK) ? code : Code.CONNECTIONLOSS);
			}
			else if (found.isEmpty() || !isSame(found.get(), node)) {
				removed(node);
			}
			else {
				znodes.deleteRequest(node.path(), ZnodeOperations.ANY)
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
		this.requests.execute(this.requests.znodes().sync(node.path()), deadline);
		Optional<ZnodeContent> found = this.requests.execute(this.requests.znodes().get(node.path()), deadline);
		return found.isPresent() && isSame(found.get(), node);
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
		if (!exists(node, deadline)) {
			this.held.remove(node);
			return Removal.NOT_DONE;
		}
		AtomicBoolean sent = new AtomicBoolean();
		Request<Removal> removal = (handle, reply) -> {
			if (handle.sessionId() != node.sessionId()) {
				reply.accept(Code.SESSIONEXPIRED, null);
				return;
			}
			sent.set(true);
			request.send(handle, (code, result) -> reply.accept(code, (result != null) ? Removal.DONE : null));
		};
		Recovery<Removal> recovery = Recovery.from(this.requests.znodes().get(node.path()),
				(found) -> (found.isPresent() && isSame(found.get(), node)) ? Verdict.notHappened()
						: Verdict.happened(absent(node, sent.get())));
		Optional<Removal> result = this.requests
			.attempt(Operation.recoverable(node.path(), "delete", removal, recovery), deadline);
		if (result.isEmpty()) {
			remove(node);
			return Removal.NOT_DONE;
		}
		this.held.remove(node);
		return result.get();
	}

	private Removal absent(EphemeralNode node, boolean sent) {
		if (!sent) {
			return Removal.NOT_DONE;
		}
		return isOfCurrentSession(node) ? Removal.DONE : Removal.UNKNOWN;
	}

	private static boolean isSame(ZnodeContent znode, EphemeralNode node) {
		return znode.text().equals(node.mark());
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
