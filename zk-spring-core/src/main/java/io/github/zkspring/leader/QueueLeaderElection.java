package io.github.zkspring.leader;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import io.github.zkspring.client.ZkPaths;
import io.github.zkspring.contender.AdmissionPolicy;
import io.github.zkspring.contender.Contender;
import io.github.zkspring.contender.ContenderRegistration;
import io.github.zkspring.contender.Contenders;
import io.github.zkspring.contender.Grant;
import io.github.zkspring.mirror.ChildrenSnapshot;
import io.github.zkspring.mirror.MirrorListener;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.zookeeper.KeeperException;
import org.jspecify.annotations.Nullable;

/**
 * An election based on a queue of contenders: the first contender leads. This instance
 * has one contender while any context uses the election.
 */
class QueueLeaderElection implements LeaderElection, Contender.Listener {

	private static final Log logger = LogFactory.getLog(QueueLeaderElection.class);

	private final String name;

	private final String queue;

	private final ElectionRegistry registry;

	private final ElectionContexts contexts;

	private final ElectionStatistics statistics = new ElectionStatistics(this);

	private volatile @Nullable HeldLeadership held;

	private volatile @Nullable String problem;

	private @Nullable Participants participants;

	private @Nullable Contender contender;

	/** Completes when no znode is left in the queue. */
	private CompletableFuture<Void> left = CompletableFuture.completedFuture(null);

	private volatile boolean leaving;

	private boolean resigned;

	QueueLeaderElection(String name, ElectionRegistry registry) {
		this.name = name;
		this.queue = ZkPaths.child(registry.settings().basePath(), name);
		this.registry = registry;
		this.contexts = new ElectionContexts(name);
	}

	/**
	 * Adds a context that receives transitions from now on.
	 * @param context the context
	 */
	void addContext(QueueLeaderElections context) {
		this.contexts.add(context);
	}

	/**
	 * Participates at least until the context leaves.
	 * @param context the context, which has been added
	 */
	void use(QueueLeaderElections context) {
		this.contexts.use(context);
		joinLater();
	}

	@Override
	public synchronized void rejoin() {
		this.resigned = false;
		joinLater();
	}

	/**
	 * Joins or leaves after a possible change of the fitness of this instance.
	 */
	void fitnessChanged() {
		if (this.registry.isFit()) {
			joinLater();
		}
		else {
			leave(() -> {
			});
		}
	}

	@Override
	public CompletableFuture<Void> resign() {
		leave(() -> this.resigned = true);
		return left().thenRunAsync(() -> {
		}, this.registry.executor());
	}

	/**
	 * Removes a context. The last one that uses the election leaves it.
	 * @param context the context
	 * @return completes when the leadership has ended for the context and its transitions
	 * were delivered, or the time for that is over
	 */
	CompletableFuture<Void> leave(QueueLeaderElections context) {
		if (!this.contexts.leave(context)) {
			return atMostDrainTimeout(context.transitions(this.name).delivered());
		}
		CompletableFuture<Void> gaveUp = leave(() -> {
		});
		left().thenRun(() -> this.contexts.removeUnused(context));
		// another context may have started meanwhile
		joinLater();
		return gaveUp.thenCompose((done) -> atMostDrainTimeout(this.contexts.delivered()));
	}

	/**
	 * Returns the end of the last departure.
	 * @return completes when no znode of this instance is left in the queue
	 */
	synchronized CompletableFuture<Void> left() {
		return this.left;
	}

	private void joinLater() {
		this.registry.contenders().loop().execute(this::join);
	}

	private synchronized void join() {
		if (this.resigned || !this.contexts.isUsed() || this.contender != null || !this.registry.isFit()) {
			return;
		}
		if (this.leaving) {
			this.left.thenRun(this::join);
			return;
		}
		ElectionRegistry.Settings settings = this.registry.settings();
		this.contender = this.registry.contenders()
			.join(new ContenderRegistration(this.queue, settings.id(), AdmissionPolicy.exclusive(),
					settings.onSuspended(), false), this);
	}

	/**
	 * Leaves the queue, if this instance participates.
	 * @param change the reason to leave, applied in any case
	 * @return completes when the leadership is given up; the queue is left after that
	 */
	private CompletableFuture<Void> leave(Runnable change) {
		Contender leaver;
		CompletableFuture<Void> departed = new CompletableFuture<>();
		synchronized (this) {
			change.run();
			leaver = this.contender;
			if (leaver == null) {
				return this.left;
			}
			this.contender = null;
			this.leaving = true;
			this.left = departed;
		}
		// without the monitor: withdraw() may run tasks of the event loop on this thread
		CompletableFuture<Void> gaveUp = giveUp();
		gaveUp.thenCompose((done) -> leaver.withdraw()).thenRun(() -> {
			this.leaving = false;
			departed.complete(null);
		});
		return gaveUp;
	}

	/**
	 * Returns the leadership that was granted to this instance, without a check of the
	 * session. Reads memory only.
	 * @return the leadership, {@code null} for a follower
	 */
	@Nullable HeldLeadership held() {
		return this.held;
	}

	ElectionStatistics statistics() {
		return this.statistics;
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public boolean isLeader() {
		return leadership().isPresent();
	}

	@Override
	public Optional<Leadership> leadership() {
		return Optional.ofNullable(this.held).filter(HeldLeadership::mayStart).map((leadership) -> leadership);
	}

	@Override
	public Optional<String> leaderId() {
		return isLeader() ? Optional.of(this.registry.settings().id()) : participants().stream().findFirst();
	}

	@Override
	public synchronized List<String> participants() {
		if (this.participants == null) {
			this.participants = new Participants(this.name);
			this.registry.mirror().children(this.queue, this.participants);
		}
		return this.participants.ids;
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
		if (this.leaving) {
			return;
		}
		HeldLeadership leadership = new HeldLeadership(this.name, grant, this.statistics);
		this.statistics.termBegan();
		this.held = leadership;
		logger.info("This instance (" + this.registry.settings().id() + ") leads the election '" + this.name + "'");
		this.contexts.granted(leadership);
	}

	@Override
	public void revoked(Grant grant) {
		endTerm();
	}

	private void endTerm() {
		HeldLeadership leadership = this.held;
		this.held = null;
		if (leadership != null) {
			leadership.revoke();
			this.statistics.termEnded();
			logger.info("This instance (" + this.registry.settings().id() + ") no longer leads the election '"
					+ this.name + "'");
			this.contexts.revoked(leadership);
		}
	}

	/**
	 * Gives up the leadership before the queue is left: drains running bodies, then calls
	 * the handlers of the revocation.
	 * @return completes when both are done, or their time is over
	 */
	private CompletableFuture<Void> giveUp() {
		HeldLeadership leadership = this.held;
		CompletableFuture<Void> drained = CompletableFuture.completedFuture(null);
		if (leadership != null) {
			drained = atMostDrainTimeout(leadership.drain()).thenRun(leadership::revoke);
		}
		if (!this.contexts.haveHandlers()) {
			return drained;
		}
		return drained.thenComposeAsync((done) -> {
			endTerm();
			return atMostDrainTimeout(this.contexts.delivered());
		}, this.registry.contenders().loop()::execute);
	}

	private CompletableFuture<Void> atMostDrainTimeout(CompletableFuture<Void> future) {
		return this.registry.contenders().loop().atMost(future, this.registry.settings().drainTimeout());
	}

	@Override
	public void failed(KeeperException ex) {
		this.problem = ex.getMessage();
		logger.warn("The election '" + this.name + "' (zk.leader.base-path) cannot be joined, retrying: "
				+ ex.getMessage());
	}

	/**
	 * The ids of the contenders in the queue, as the mirror sees them.
	 */
	private static final class Participants implements MirrorListener<ChildrenSnapshot> {

		private final String election;

		private volatile List<String> ids = List.of();

		private Participants(String election) {
			this.election = election;
		}

		@Override
		public void changed(ChildrenSnapshot snapshot) {
			this.ids = Contenders.ids(snapshot.names());
		}

		@Override
		public void failed(String path, Exception ex) {
			logger.warn("The participants of the election '" + this.election + "' cannot be read: " + ex.getMessage());
		}

	}

}
