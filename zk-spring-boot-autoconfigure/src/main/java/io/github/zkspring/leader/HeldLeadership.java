package io.github.zkspring.leader;

import io.github.zkspring.client.ZkConnection;
import io.github.zkspring.contender.Grant;
import io.github.zkspring.fencing.FencingToken;

/**
 * A leadership that rests on a grant of the queue. Work may start under it while the
 * grant stands and its session is certain and connected.
 */
class HeldLeadership implements Leadership {

	private final String election;

	private final FencingToken token;

	private final long sessionId;

	private final ZkConnection connection;

	private volatile boolean revoked;

	HeldLeadership(String election, Grant grant, ZkConnection connection) {
		this.election = election;
		this.token = new FencingToken(grant.czxid());
		this.sessionId = grant.sessionId();
		this.connection = connection;
	}

	boolean isCertain() {
		return !this.revoked && this.connection.mayAct(this.sessionId);
	}

	void revoke() {
		this.revoked = true;
	}

	@Override
	public String election() {
		return this.election;
	}

	@Override
	public FencingToken token() {
		return this.token;
	}

	@Override
	public void check() {
		if (!isCertain()) {
			throw new NotLeaderException(this.election);
		}
	}

	@Override
	public String toString() {
		return "Leadership[%s, token 0x%x]".formatted(this.election, this.token.value());
	}

}
