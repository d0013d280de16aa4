package io.github.zkspring.leader;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import io.github.zkspring.client.ZkException;
import io.github.zkspring.client.ZkPaths;
import io.github.zkspring.client.connection.Codes;
import io.github.zkspring.contender.AdmissionPolicy;
import io.github.zkspring.contender.Contender;
import io.github.zkspring.contender.ContenderRegistration;
import io.github.zkspring.contender.ContenderRegistration.Participation;
import io.github.zkspring.contender.Contenders;
import io.github.zkspring.contender.Grant;
import io.github.zkspring.leader.ElectionSnapshot.State;
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

	private volatile boolean resigned;

	/** Completes when this instance leads, waits for another one, or is refused. */
	private volatile CompletableFuture<Void> settled = new CompletableFuture<>();

	private volatile boolean waitReported;

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
	 * Joins or leaves after a possible change of the exclusion of this instance.
	 */
	void exclusionChanged() {
		if (this.registry.exclusion() == null) {
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

	/**
	 * Returns the end of joining.
	 * @return completes when this instance leads, waits for another one, or cannot
	 * participate
	 */
	CompletableFuture<Void> settled() {
		return isAbsent() ? CompletableFuture.completedFuture(null) : this.settled;
	}

	private boolean isAbsent() {
		return this.resigned || !this.contexts.isUsed() || this.registry.exclusion() != null;
	}

	private synchronized void join() {
		if (this.contender != null || isAbsent()) {
			return;
		}
		if (this.leaving) {
			this.left.thenRun(this::join);
			return;
		}
		this.waitReported = false;
		ElectionRegistry.Settings settings = this.registry.settings();
		this.contender = this.registry.contenders()
			.join(new ContenderRegistration(this.queue, settings.id(), AdmissionPolicy.exclusive(),
					settings.onSuspended(), Participation.PERMANENT), this);
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
			this.settled.complete(null);
			this.settled = new CompletableFuture<>();
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
		return Optional.ofNullable(snapshot().leaderId());
	}

	@Override
	public synchronized List<String> participants() {
		if (this.participants == null) {
			this.participants = new Participants(this.name);
			this.registry.mirror().children(this.queue, this.participants);
		}
		return this.participants.ids();
	}

	@Override
	public Optional<String> problem() {
		String exclusion = this.registry.exclusion();
		return Optional.ofNullable((exclusion != null) ? exclusion : this.problem)
			.or(this.registry.contenders().connection()::problem);
	}

	@Override
	public ElectionSnapshot snapshot() {
		List<String> queue = participants();
		Leadership leadership = leadership().orElse(null);
		String ownId = this.registry.settings().id();
		if (leadership != null) {
			return new ElectionSnapshot(State.LEADER, leadership, ownId, first(ownId, queue), null);
		}
		String problem = problem().orElse(null);
		State state = State.FOLLOWER;
		if (isAbsent()) {
			state = State.ABSENT;
		}
		else if (problem != null) {
			state = State.REFUSED;
		}
		String leaderId = queue.stream().findFirst().filter((id) -> !id.equals(ownId)).orElse(null);
		return new ElectionSnapshot(state, null, leaderId, queue, problem);
	}

	// the mirror may be behind the grant
	private static List<String> first(String id, List<String> queue) {
		if (queue.isEmpty() || queue.get(0).equals(id)) {
			return queue;
		}
		return Stream.concat(Stream.of(id), queue.stream().filter((other) -> !other.equals(id))).toList();
	}

	@Override
	public void queued(List<String> ahead) {
		this.problem = null;
		if (ahead.isEmpty()) {
			this.waitReported = false;
			return;
		}
		this.settled.complete(null);
		if (!this.waitReported) {
			this.waitReported = true;
			logger.info("This instance (%s) waits in the election '%s' (%s): %s leads"
				.formatted(this.registry.settings().id(), this.name, this.queue, Contenders.ids(ahead).get(0)));
		}
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
		this.settled.complete(null);
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
		String reason = "The election '%s' (zk.leader.base-path) cannot be joined: %s".formatted(this.queue,
				Codes.reason(ex));
		this.settled.complete(null);
		if (!reason.equals(this.problem)) {
			this.problem = reason;
			logger.warn(reason);
		}
	}

	@Override
	public void unproven(ZkException refusal) {
		this.problem = refusal.getMessage();
		this.settled.complete(null);
	}

}
