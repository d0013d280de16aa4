package io.github.zkspring.leader;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import io.github.zkspring.contender.Contender;
import io.github.zkspring.contender.ContenderListener;
import io.github.zkspring.contender.Grant;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.zookeeper.KeeperException;
import org.jspecify.annotations.Nullable;

/**
 * An election over a queue of contenders: the first of the queue leads.
 */
class QueueLeaderElection implements LeaderElection, ContenderListener {

	private static final Log logger = LogFactory.getLog(QueueLeaderElection.class);

	private final String name;

	private final String queue;

	private final String id;

	private final ElectionContext context;

	private final LeadershipEvents events;

	private volatile @Nullable HeldLeadership held;

	private @Nullable Contender contender;

	private @Nullable CurrentLeader currentLeader;

	QueueLeaderElection(String name, String queue, String id, ElectionContext context, LeadershipEvents events) {
		this.name = name;
		this.queue = queue;
		this.id = id;
		this.context = context;
		this.events = events;
	}

	synchronized void join() {
		if (this.contender == null) {
			this.contender = this.context.contenders()
				.enrol(this.queue, this.id.getBytes(StandardCharsets.UTF_8), this);
		}
	}

	/**
	 * Give up leadership, if any, and the place in the queue.
	 * @return completes when the znode is gone
	 */
	synchronized CompletableFuture<Void> leave() {
		HeldLeadership leadership = this.held;
		if (leadership != null) {
			leadership.revoke();
		}
		Contender leaving = this.contender;
		this.contender = null;
		return (leaving != null) ? leaving.withdraw() : CompletableFuture.completedFuture(null);
	}

	LeadershipEvents events() {
		return this.events;
	}

	/**
	 * The leadership to rely on now. Reads memory only and allocates nothing.
	 * @return the leadership, {@code null} for a follower
	 */
	@Nullable HeldLeadership certain() {
		HeldLeadership leadership = this.held;
		return (leadership != null && leadership.isCertain()) ? leadership : null;
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public boolean isLeader() {
		return certain() != null;
	}

	@Override
	public Optional<Leadership> leadership() {
		return Optional.ofNullable(certain());
	}

	@Override
	public Optional<String> leaderId() {
		if (isLeader()) {
			return Optional.of(this.id);
		}
		return Optional.ofNullable(currentLeader().id());
	}

	private synchronized CurrentLeader currentLeader() {
		if (this.currentLeader == null) {
			this.currentLeader = new CurrentLeader(this.queue, this.context.mirror(), this.context.loop());
			this.currentLeader.open();
		}
		return this.currentLeader;
	}

	@Override
	public void granted(Grant grant) {
		HeldLeadership leadership = new HeldLeadership(this.name, grant, this.context.connection());
		this.held = leadership;
		logger.info("This instance (" + this.id + ") leads '" + this.name + "'");
		this.events.granted(new LeadershipGrantedEvent(this.name, leadership.token()));
	}

	@Override
	public void revoked(Grant grant) {
		HeldLeadership leadership = this.held;
		this.held = null;
		if (leadership != null) {
			leadership.revoke();
			logger.info("This instance (" + this.id + ") leads '" + this.name + "' no more");
			this.events.revoked(new LeadershipRevokedEvent(this.name, leadership.token()));
		}
	}

	@Override
	public void failed(KeeperException ex) {
		logger.warn("The election '" + this.name + "' (zk.leader.base-path) cannot be joined, trying again: "
				+ ex.getMessage());
	}

}
