package io.github.zkspring.leader;

import java.util.concurrent.CompletableFuture;

import io.github.zkspring.client.connection.ZkConnection;
import io.github.zkspring.contender.OnSuspended;
import io.github.zkspring.fencing.FencingToken;
import io.github.zkspring.fencing.FencingZnode;
import io.github.zkspring.guard.GuardedRight;
import io.github.zkspring.guard.InvocationStack;
import org.jspecify.annotations.Nullable;

/**
 * A leadership that rests on a grant of the queue. Work may start under it while the
 * grant stands, its session is certain and nobody has asked it to end.
 */
class HeldLeadership implements Leadership, GuardedRight {

	private static final int ACTIVE = 0;

	private static final int DRAINING = 1;

	private static final int REVOKED = 2;

	private final String election;

	private final FencingZnode znode;

	private final long sessionId;

	private final ZkConnection connection;

	private final boolean connectionNeeded;

	private final CompletableFuture<Void> drained = new CompletableFuture<>();

	private @Nullable ElectionCounts counts;

	private volatile int state = ACTIVE;

	HeldLeadership(String election, FencingZnode znode, long sessionId, ZkConnection connection,
			OnSuspended onSuspended) {
		this.election = election;
		this.znode = znode;
		this.sessionId = sessionId;
		this.connection = connection;
		this.connectionNeeded = onSuspended == OnSuspended.REVOKE;
	}

	HeldLeadership countedIn(ElectionCounts counted) {
		this.counts = counted;
		return this;
	}

	/**
	 * Whether work may begin now. Reads memory only and allocates nothing.
	 * @return {@code true} for a leadership that holds and is not about to end
	 */
	boolean mayStart() {
		return this.state == ACTIVE && isCertain();
	}

	private boolean isCertain() {
		return this.connectionNeeded ? this.connection.mayAct(this.sessionId)
				: this.connection.isCertain(this.sessionId);
	}

	boolean isRevoked() {
		return this.state == REVOKED;
	}

	@Override
	public boolean isEnding() {
		return this.state != ACTIVE;
	}

	/**
	 * Let nothing begin any more, and what runs go on.
	 * @return completes when nothing runs any more
	 */
	CompletableFuture<Void> drain() {
		if (this.state == ACTIVE) {
			this.state = DRAINING;
		}
		invocationEnded();
		return this.drained;
	}

	@Override
	public void invocationEnded() {
		if (!InvocationStack.isBodyRunning(this)) {
			this.drained.complete(null);
		}
	}

	@Override
	public void invocationInterrupted() {
		if (this.counts != null) {
			this.counts.bodyInterrupted();
		}
	}

	void revoke() {
		this.state = REVOKED;
	}

	@Override
	public String election() {
		return this.election;
	}

	@Override
	public FencingToken token() {
		return this.znode.token();
	}

	@Override
	public FencingZnode znode() {
		return this.znode;
	}

	@Override
	public void check() {
		if (this.state == REVOKED || !isCertain()) {
			throw new NotLeaderException(this.election);
		}
	}

	@Override
	public String toString() {
		return "Leadership[%s, token 0x%x]".formatted(this.election, token().value());
	}

}
