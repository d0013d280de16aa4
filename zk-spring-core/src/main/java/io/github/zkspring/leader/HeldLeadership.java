package io.github.zkspring.leader;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.zkspring.contender.Grant;
import io.github.zkspring.fencing.FencingToken;
import io.github.zkspring.fencing.FencingZnode;
import io.github.zkspring.guard.GuardedRight;
import io.github.zkspring.guard.InvocationStack;

/**
 * The leadership that belongs to one grant. Bodies may start while the grant stands, its
 * session is certain and the leadership is not being given up.
 */
class HeldLeadership implements Leadership, GuardedRight {

	private static final int ACTIVE = 0;

	private static final int DRAINING = 1;

	private static final int REVOKED = 2;

	private final String election;

	private final Grant grant;

	private final FencingZnode znode;

	private final ElectionStatistics statistics;

	private final CompletableFuture<Void> drained = new CompletableFuture<>();

	/** Number of results of bodies that are not complete. */
	private final AtomicInteger incomplete = new AtomicInteger();

	private volatile int state = ACTIVE;

	HeldLeadership(String election, Grant grant, ElectionStatistics statistics) {
		this.election = election;
		this.grant = grant;
		this.znode = new FencingZnode(grant.path(), new FencingToken(grant.czxid()));
		this.statistics = statistics;
	}

	/**
	 * Tests whether a body may start now. Reads memory and allocates nothing.
	 * @return {@code true} while the leadership holds and is not being given up
	 */
	boolean mayStart() {
		return this.state == ACTIVE && this.grant.isCertain();
	}

	boolean isRevoked() {
		return this.state == REVOKED;
	}

	@Override
	public boolean isEnding() {
		return this.state != ACTIVE;
	}

	/**
	 * Lets the end of the leadership wait for the result of a body that has returned.
	 * @param result the result
	 */
	void follow(CompletionStage<?> result) {
		this.incomplete.incrementAndGet();
		result.whenComplete((value, failure) -> {
			this.incomplete.decrementAndGet();
			if (isEnding()) {
				invocationEnded();
			}
		});
	}

	/**
	 * Lets no further body start, and running bodies continue.
	 * @return completes when no body runs and all their results are complete
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
		if (this.incomplete.get() == 0 && !InvocationStack.isBodyRunning(this)) {
			this.drained.complete(null);
		}
	}

	@Override
	public void invocationInterrupted() {
		this.statistics.bodyInterrupted();
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
		if (this.state == REVOKED || !this.grant.isCertain()) {
			throw new NotLeaderException(this.election);
		}
	}

	@Override
	public String toString() {
		return "Leadership[%s, token 0x%x]".formatted(this.election, token().value());
	}

}
