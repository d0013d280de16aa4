package io.github.zkspring.leader;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

import io.github.zkspring.client.ZkPaths;
import io.github.zkspring.contender.AdmissionPolicy;
import io.github.zkspring.contender.ContenderListener;
import io.github.zkspring.contender.ContenderRegistration;
import io.github.zkspring.contender.Grant;
import io.github.zkspring.fencing.FencingToken;
import io.github.zkspring.fencing.FencingZnode;
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

	private final ElectionSettings settings;

	private final ElectionContext context;

	private final LeadershipTransitions transitions;

	private final Membership membership;

	private final ElectionCounts counts = new ElectionCounts();

	private volatile @Nullable HeldLeadership held;

	private volatile @Nullable String problem;

	private @Nullable Participants participants;

	QueueLeaderElection(String name, ElectionSettings settings, ElectionContext context,
			LeadershipTransitions transitions, BooleanSupplier fit) {
		this.name = name;
		this.queue = ZkPaths.child(settings.basePath(), name);
		this.settings = settings;
		this.context = context;
		this.transitions = transitions;
		ContenderRegistration registration = new ContenderRegistration(this.queue, settings.id(),
				AdmissionPolicy.exclusive(), settings.onSuspended(), false);
		this.membership = new Membership(context.loop()::execute, () -> context.contenders().join(registration, this),
				this::giveUp, fit);
	}

	void start() {
		this.membership.start();
	}

	void fitnessChanged() {
		this.membership.fitnessChanged();
	}

	Membership.Departure stop() {
		Membership.Departure departure = this.membership.stop();
		return new Membership.Departure(departure.ended().thenCompose((ended) -> atMost(this.transitions.handled())),
				departure.gone());
	}

	/**
	 * What this instance was granted, worth a closer look. Reads memory only.
	 * @return the leadership, {@code null} for a follower
	 */
	@Nullable HeldLeadership held() {
		return this.held;
	}

	ElectionCounts counts() {
		return this.counts;
	}

	private @Nullable HeldLeadership certain() {
		HeldLeadership leadership = this.held;
		return (leadership != null && leadership.mayStart()) ? leadership : null;
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
		return isLeader() ? Optional.of(this.settings.id()) : participants().stream().findFirst();
	}

	@Override
	public synchronized List<String> participants() {
		if (this.participants == null) {
			this.participants = new Participants();
			this.context.mirror().children(this.queue, this.participants);
		}
		return this.participants.ids();
	}

	@Override
	public CompletableFuture<Void> resign() {
		return this.transitions.handOver(this.membership.resign());
	}

	@Override
	public void rejoin() {
		this.membership.rejoin();
	}

	@Override
	public Optional<String> problem() {
		return Optional.ofNullable(this.problem);
	}

	@Override
	public void queued() {
		this.problem = null;
	}

	@Override
	public void granted(Grant grant) {
		if (this.membership.isLeaving()) {
			return;
		}
		HeldLeadership leadership = new HeldLeadership(this.name,
				new FencingZnode(grant.path(), new FencingToken(grant.czxid())), grant.sessionId(),
				this.context.connection(), this.settings.onSuspended());
		this.counts.begin();
		this.held = leadership.countedIn(this.counts);
		logger.info("This instance (" + this.settings.id() + ") leads '" + this.name + "'");
		this.transitions.granted(leadership);
	}

	@Override
	public void revoked(Grant grant) {
		endTurn();
	}

	private void endTurn() {
		HeldLeadership leadership = this.held;
		this.held = null;
		if (leadership != null) {
			leadership.revoke();
			this.counts.end();
			logger.info("This instance (" + this.settings.id() + ") leads '" + this.name + "' no more");
			this.transitions.revoked(leadership);
		}
	}

	/**
	 * End the leadership in good order.
	 * @return completes when nothing runs any more and the methods of the revocation have
	 * run, or when their time is over
	 */
	private CompletableFuture<Void> giveUp() {
		HeldLeadership leadership = this.held;
		CompletableFuture<Void> drained = (leadership != null) ? atMost(leadership.drain())
				: CompletableFuture.completedFuture(null);
		if (leadership != null) {
			drained = drained.thenRun(leadership::revoke);
		}
		if (!this.transitions.isAwaited()) {
			return drained;
		}
		return drained.thenComposeAsync((done) -> {
			endTurn();
			return atMost(this.transitions.handled());
		}, this.context.loop()::execute);
	}

	private CompletableFuture<Void> atMost(CompletableFuture<Void> awaited) {
		return this.context.loop().atMost(awaited, this.settings.drainTimeout());
	}

	@Override
	public void failed(KeeperException ex) {
		this.problem = ex.getMessage();
		logger.warn("The election '" + this.name + "' (zk.leader.base-path) cannot be joined, trying again: "
				+ ex.getMessage());
	}

}
