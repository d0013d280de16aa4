package io.github.zkspring.contender;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import io.github.zkspring.client.ZkException;
import io.github.zkspring.client.ZkSessionState;
import io.github.zkspring.client.connection.Heartbeat;
import io.github.zkspring.client.connection.ZkHandle;
import io.github.zkspring.client.support.ZkEventLoop;
import io.github.zkspring.contender.ContenderRegistration.OnSuspended;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.jspecify.annotations.Nullable;

/**
 * A contender in a queue: it owns an ephemeral sequential znode, creates it again
 * whenever it is lost, and deletes it for certain when it withdraws.
 *
 * <p>
 * Its {@link AdmissionPolicy} decides when it holds a grant. The contender determines its
 * position again after every relevant event and with every connection. Every grant is
 * paired with one revocation. All state except {@link #grant()} is confined to the event
 * loop.
 */
public final class Contender {

	private final ContenderRegistration registration;

	private final ZkEventLoop loop;

	private final ContenderNodes nodes;

	private final Heartbeat heartbeat;

	private final Listener listener;

	private final QueueRequests requests;

	private final ContenderNodeCreator creator;

	private final CompletableFuture<Void> withdrawal = new CompletableFuture<>();

	/** The znode, {@code null} until the server has confirmed it. */
	private @Nullable ContenderNode node;

	private volatile @Nullable Grant held;

	private boolean beating;

	private boolean withdrawn;

	Contender(Contenders contenders, ContenderRegistration registration, Listener listener) {
		this.registration = registration;
		this.loop = contenders.loop();
		this.nodes = contenders.nodes();
		this.heartbeat = contenders.heartbeat();
		this.listener = listener;
		this.requests = new QueueRequests(registration, contenders, listener::failed, this::proceed);
		this.creator = new ContenderNodeCreator(this.requests, registration, this.heartbeat);
	}

	/**
	 * Returns the grant as far as this process knows. It does not say whether the session
	 * is still certain.
	 * @return the grant, or {@code null}
	 */
	public @Nullable Grant grant() {
		return this.held;
	}

	/**
	 * Leaves the queue. The grant ends at once. The znode is deleted as soon as a server
	 * answers.
	 * @return completes on the event loop when no znode of this contender is left
	 */
	public CompletableFuture<Void> withdraw() {
		this.loop.run(this::leave);
		return this.withdrawal;
	}

	private void leave() {
		if (this.withdrawn) {
			return;
		}
		this.withdrawn = true;
		endGrant();
		ContenderNode left = this.node;
		if (left == null) {
			completeWithdrawal();
			return;
		}
		delete(left);
		left.release();
	}

	/**
	 * Returns the end of this contender.
	 * @return completes on the event loop when it has withdrawn and no znode is left
	 */
	public CompletableFuture<Void> withdrawal() {
		return this.withdrawal;
	}

	boolean isUndecided() {
		return this.registration.isAttempt() && this.held == null;
	}

	AdmissionPolicy admission() {
		return this.registration.admission();
	}

	void connected(ZkHandle handle) {
		this.requests.reset();
		if (this.node != null && this.node.grant().sessionId() != handle.sessionId()) {
			forgetNode();
		}
		proceed();
	}

	void disconnected(ZkSessionState state) {
		this.requests.reset();
		if (state != ZkSessionState.SUSPENDED) {
			forgetNode();
			completeWithdrawal();
		}
		else if (this.registration.onSuspended() == OnSuspended.REVOKE) {
			leaseEnded();
		}
	}

	void leaseBegan() {
		if (this.node != null) {
			this.node.reconsider();
		}
	}

	void leaseEnded() {
		boolean over = this.registration.isOnce() && this.held != null;
		revoke();
		if (over) {
			leave();
		}
		else {
			giveWay();
		}
	}

	/**
	 * Leaves the first places of the queue while the server refuses the heartbeat: the
	 * contender could hold nothing there, and would keep others from it. It joins again
	 * when the heartbeat is accepted. A valid grant is kept.
	 */
	void giveWay() {
		ZkException refusal = this.heartbeat.refusal();
		if (refusal == null || !this.beating || this.withdrawn) {
			return;
		}
		this.listener.unproven(refusal);
		ContenderNode left = this.node;
		if (left != null && this.held == null) {
			this.requests.delete(left.name(), () -> {
				if (this.node == left) {
					forgetNode();
					left.release();
					proceed();
				}
			});
		}
	}

	void heartbeatAccepted() {
		if (this.node == null) {
			proceed();
		}
	}

	/**
	 * Revokes the grant because the session is uncertain. It can be granted again when
	 * the session is certain.
	 */
	private void revoke() {
		Grant ended = this.held;
		this.held = null;
		if (ended != null) {
			this.listener.revoked(ended);
		}
	}

	private void endGrant() {
		if (this.beating) {
			this.beating = false;
			this.heartbeat.release();
		}
		revoke();
	}

	private void forgetNode() {
		this.withdrawn = this.withdrawn || (this.registration.isOnce() && this.held != null);
		endGrant();
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
			Consumer<Code> next = this.requests.then(this::proceed);
			this.creator.search(handle, (code, grant) -> {
				grant.ifPresent(this::created);
				next.accept(code);
			});
		}
		else if (this.node == null && this.withdrawn) {
			completeWithdrawal();
		}
		else if (this.node == null && this.heartbeat.refusal() != null) {
			awaitHeartbeat();
		}
		else if (this.node == null) {
			join(handle);
		}
		else if (this.node.isReleased()) {
			delete(this.node);
		}
		else {
			this.node.refresh();
		}
	}

	// the heartbeat is repeated while it is held
	private void awaitHeartbeat() {
		if (!this.beating) {
			this.beating = true;
			this.heartbeat.hold();
		}
		giveWay();
	}

	// the listing is sent directly behind the create, and answered behind it
	private void join(ZkHandle handle) {
		Consumer<Code> next = this.requests.then(this::proceed);
		this.creator.create(handle, (code, grant) -> {
			grant.ifPresent(this::created);
			if (this.node == null || this.node.isReleased()) {
				next.accept(code);
			}
		});
		this.requests.list((names) -> {
			if (this.node != null) {
				this.node.listed(names);
			}
		});
	}

	private void created(Grant grant) {
		if (this.node == null) {
			ContenderNode created = new ContenderNode(grant, this.requests, this.nodes, this);
			this.node = created;
			this.nodes.add(created, this.registration.isOnce() || !created.isOrdered());
			if (this.withdrawn || !created.isOrdered()) {
				created.release();
			}
		}
	}

	/**
	 * Updates the grant after the node has determined its position. An admitted contender
	 * holds the grant as soon as its session is certain. The next contender keeps its
	 * session certain as well, so that a handover does not wait for a write.
	 * @param grant the grant that the contender receives once it is admitted
	 * @param position the position
	 */
	void positionKnown(Grant grant, QueuePosition position) {
		if (position.isAdmittedOrNext() && !this.beating) {
			this.beating = true;
			this.heartbeat.hold();
		}
		if (this.beating && this.heartbeat.refusal() != null) {
			giveWay();
			return;
		}
		ContenderNode positioned = this.node;
		if (this.registration.isAttempt() && !position.isAdmitted() && positioned != null) {
			positioned.checkBlockers(() -> this.listener.queued(position.ahead()));
		}
		else {
			this.listener.queued(position.ahead());
		}
		if (position.isAdmitted() && this.held != null) {
			mark();
		}
		else if (position.isAdmitted()) {
			if (grant.isCertain()) {
				this.held = grant;
				this.listener.granted(grant);
				mark();
			}
			else {
				this.heartbeat.beat();
			}
		}
	}

	// attempts behind this one have to know that it holds a grant; an earlier mark may be
	// lost with the connection
	private void mark() {
		if (this.node != null && this.registration.isAttempt()) {
			this.node.markHeld(ContenderName.payload(this.registration.id(), false));
		}
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

	private void delete(ContenderNode left) {
		this.requests.delete(left.name(), () -> {
			forgetNode();
			completeWithdrawal();
			if (!this.withdrawn) {
				this.requests.renewQueue(this::proceed);
			}
			else {
				this.requests.tidyQueue(left.isRenewalDue());
			}
		});
	}

	private void completeWithdrawal() {
		if (this.withdrawn && !this.creator.isUncertain()) {
			this.withdrawal.complete(null);
		}
	}

	/**
	 * Callback for the grants of one contender. Called in order on the event loop, which
	 * may be the thread that joins or withdraws, before that call returns.
	 * Implementations must not block.
	 */
	public interface Listener {

		/**
		 * The position of the contender in the queue is known. Called whenever the
		 * position was determined, directly before a grant that results from it.
		 * @param ahead the names of the contenders ahead, in queue order
		 */
		void queued(List<String> ahead);

		/**
		 * The contender holds a grant.
		 * @param grant the grant
		 */
		void granted(Grant grant);

		/**
		 * The grant has ended. Every grant is followed by exactly one revocation.
		 * @param grant the grant
		 */
		void revoked(Grant grant);

		/**
		 * The server refused a request of the contender, which retries it with growing
		 * delays.
		 * @param ex the refusal
		 */
		void failed(KeeperException ex);

		/**
		 * The server refuses the heartbeat, so the contender holds nothing. It joins the
		 * queue when the heartbeat is accepted.
		 * @param refusal the refusal, with the property that it concerns
		 */
		void unproven(ZkException refusal);

	}

}
