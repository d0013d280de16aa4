package io.github.zkspring.contender;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import io.github.zkspring.client.ZkSessionState;
import io.github.zkspring.client.connection.ZkHandle;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.jspecify.annotations.Nullable;

/**
 * A contender in a queue: it owns an ephemeral sequential znode, creates it again
 * whenever it is lost, and deletes it for certain when it withdraws.
 *
 * <p>
 * Its {@link AdmissionPolicy} decides when it holds a grant. The contender determines its
 * position again after every relevant event and with every connection. All state except
 * {@link #grant()} is confined to the event loop.
 */
public final class Contender {

	private final QueueRequests requests;

	private final ContenderNodes nodes;

	private final ContenderNodeCreator creator;

	private final GrantHolder holder;

	private final ContenderListener listener;

	private final RetryingCallbacks callbacks;

	private final CompletableFuture<Void> withdrawal = new CompletableFuture<>();

	/** The znode, {@code null} until the server has confirmed it. */
	private @Nullable ContenderNode node;

	private boolean withdrawn;

	Contender(QueueRequests requests, ContenderNodes nodes, ContenderNodeCreator creator, GrantHolder holder,
			ContenderListener listener) {
		this.requests = requests;
		this.nodes = nodes;
		this.creator = creator;
		this.holder = holder;
		this.listener = listener;
		this.callbacks = new RetryingCallbacks(requests.loop(),
				(code) -> listener.failed(KeeperException.create(code, requests.queue())), this::proceed);
	}

	/**
	 * Returns the grant as far as this process knows. It does not say whether the session
	 * is still certain.
	 * @return the grant, or {@code null}
	 */
	public @Nullable Grant grant() {
		return this.holder.get();
	}

	/**
	 * Leaves the queue. The grant ends at once. The znode is deleted as soon as a server
	 * answers.
	 * @return completes on the event loop when no znode of this contender is left
	 */
	public CompletableFuture<Void> withdraw() {
		this.requests.loop().run(this::leave);
		return this.withdrawal;
	}

	private void leave() {
		if (this.withdrawn) {
			return;
		}
		this.withdrawn = true;
		Runnable notification = this.holder.end();
		ContenderNode left = this.node;
		ZkHandle handle = this.requests.handle();
		if (left != null && handle != null) {
			delete(handle, left);
		}
		notification.run();
		if (left != null) {
			left.release();
		}
		else {
			completeWithdrawal();
		}
	}

	CompletableFuture<Void> withdrawal() {
		return this.withdrawal;
	}

	AdmissionPolicy admission() {
		return this.creator.registration().admission();
	}

	void connected(ZkHandle handle) {
		this.callbacks.reset();
		if (this.node != null && this.node.grant().sessionId() != handle.sessionId()) {
			forgetNode();
		}
		proceed();
	}

	void disconnected(ZkSessionState state) {
		this.callbacks.reset();
		if (state != ZkSessionState.SUSPENDED) {
			forgetNode();
			completeWithdrawal();
		}
		else if (this.creator.registration().onSuspended() == OnSuspended.REVOKE) {
			leaseEnded();
		}
	}

	void leaseBegan() {
		if (this.node != null) {
			this.node.reconsider();
		}
	}

	void leaseEnded() {
		boolean over = isOnce() && this.holder.get() != null;
		this.holder.revoke();
		if (over) {
			leave();
		}
	}

	private boolean isOnce() {
		return this.creator.registration().once();
	}

	private void forgetNode() {
		this.withdrawn = this.withdrawn || (isOnce() && this.holder.get() != null);
		this.holder.end().run();
		if (this.node != null) {
			this.nodes.remove(this.node);
		}
		this.node = null;
		this.creator.reset();
	}

	/** Sends the next request that the state of this contender asks for. */
	private void proceed() {
		ZkHandle handle = this.requests.handle();
		if (handle == null) {
			return;
		}
		if (this.creator.isUncertain()) {
			Consumer<Code> next = this.callbacks.then(this::proceed);
			this.creator.search(handle, (code, grant) -> {
				grant.ifPresent(this::created);
				next.accept(code);
			});
		}
		else if (this.node == null && this.withdrawn) {
			completeWithdrawal();
		}
		else if (this.node == null) {
			join(handle);
		}
		else if (this.withdrawn) {
			delete(handle, this.node);
		}
		else {
			this.node.refresh(handle);
		}
	}

	// the listing is sent directly behind the create, and answered behind it
	private void join(ZkHandle handle) {
		Consumer<Code> next = this.callbacks.then(this::proceed);
		this.creator.create(handle, (code, grant) -> {
			grant.ifPresent(this::created);
			if (grant.isEmpty() || this.withdrawn) {
				next.accept(code);
			}
		});
		this.requests.children(handle, this.callbacks.thenAccept((names) -> {
			if (this.node != null) {
				this.node.listed(names);
			}
		}));
	}

	private void created(Grant grant) {
		if (this.node == null) {
			this.node = new ContenderNode(grant, this.requests, this.callbacks, this.nodes, this);
			this.nodes.add(this.node, isOnce());
			if (this.withdrawn) {
				this.node.release();
			}
		}
	}

	/**
	 * Updates the grant after the node has determined its position.
	 * @param grant the grant that the contender receives once it is admitted
	 * @param position the position
	 */
	void positionKnown(Grant grant, QueuePosition position) {
		this.listener.queued();
		this.holder.update(grant, position);
	}

	/**
	 * Joins the queue again after the znode was deleted by another client. Successors
	 * learn of the deletion at the same time, so the grant ends before any request.
	 */
	void nodeDeleted() {
		ContenderNode lost = this.node;
		forgetNode();
		if (lost != null) {
			lost.release();
		}
		proceed();
	}

	private void delete(ZkHandle handle, ContenderNode left) {
		Consumer<Code> deleted = this.callbacks.then(() -> {
			forgetNode();
			completeWithdrawal();
		});
		this.requests.delete(handle, left.grant().name(),
				(code) -> deleted.accept((code == Code.NONODE) ? Code.OK : code));
	}

	private void completeWithdrawal() {
		if (this.withdrawn && !this.creator.isUncertain()) {
			this.withdrawal.complete(null);
		}
	}

}
