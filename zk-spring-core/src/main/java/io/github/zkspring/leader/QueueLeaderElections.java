package io.github.zkspring.leader;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import io.github.zkspring.client.support.InterruptOnShutdown;
import io.github.zkspring.client.support.ZkPhases;
import io.github.zkspring.client.support.ZkThreads;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;

/**
 * The elections as one context uses them. They are joined after all other beans of the
 * context have started, and left before any other bean stops, so that the next leader
 * takes over while this instance still shuts down. The start waits for a limited time
 * until this instance leads each election or waits for another one. An election that
 * another context of the hierarchy uses as well is left with the last of them.
 */
public class QueueLeaderElections implements LeaderElections, SmartLifecycle {

	private static final Log logger = LogFactory.getLog(QueueLeaderElections.class);

	private static final Duration LEAVE_TIMEOUT = Duration.ofSeconds(2);

	private final ElectionRegistry registry;

	private final ApplicationEventPublisher publisher;

	/** The elections that this context uses. */
	private final Map<String, QueueLeaderElection> elections = new ConcurrentHashMap<>();

	private final Map<String, LeadershipTransitions> transitions = new ConcurrentHashMap<>();

	private volatile boolean running;

	/**
	 * Creates the elections of a context.
	 * @param registry the elections of the application
	 * @param publisher publishes the application events in the context
	 */
	public QueueLeaderElections(ElectionRegistry registry, ApplicationEventPublisher publisher) {
		this.registry = registry;
		this.publisher = publisher;
	}

	@Override
	public String id() {
		return this.registry.settings().id();
	}

	@Override
	public LeaderElection election(String name) {
		return queueElection(name);
	}

	@Override
	public List<LeaderElection> elections() {
		return this.registry.elections().stream().<LeaderElection>map((election) -> election).toList();
	}

	QueueLeaderElection queueElection(String name) {
		QueueLeaderElection known = this.elections.get(name);
		if (known != null) {
			return known;
		}
		QueueLeaderElection election = this.registry.election(name);
		if (this.elections.putIfAbsent(name, election) == null && this.running) {
			election.use(this);
		}
		return election;
	}

	void addHandler(String election, LeadershipHandlerMethod handler) {
		queueElection(election);
		transitions(election).addHandler(handler);
	}

	/**
	 * Returns what delivers the transitions of an election to this context.
	 * @param election the name of the election
	 * @return the transitions
	 */
	LeadershipTransitions transitions(String election) {
		return this.transitions.computeIfAbsent(election,
				(name) -> new LeadershipTransitions(this.publisher, this.registry.executor()));
	}

	/**
	 * Adds a listener for the elections of the application. It receives the statistics of
	 * all known elections, and of each new election when it is first used.
	 * @param listener the listener, called on the thread that uses the election
	 */
	public void addListener(Consumer<ElectionStatistics> listener) {
		this.registry.addListener(listener);
	}

	@Override
	public void start() {
		this.running = true;
		this.registry.addContext(this);
		this.elections.values().forEach((election) -> election.use(this));
		awaitFirstAnswers();
	}

	// schedulers start after all lifecycle beans: the first run of a lone leader counts
	private void awaitFirstAnswers() {
		Duration wait = this.registry.settings().initialWait();
		if (!wait.isZero() && !isSettledWithin(wait)) {
			logger.warn(("No answer about the elections %s within %d ms (zk.leader.initial-wait): methods for the "
					+ "leader are skipped until this instance leads")
				.formatted(new TreeSet<>(this.elections.keySet()), wait.toMillis()));
		}
	}

	private boolean isSettledWithin(Duration wait) {
		try (InterruptOnShutdown interrupt = new InterruptOnShutdown()) {
			return ZkThreads.await(this.elections.values().stream().map(QueueLeaderElection::settled), wait);
		}
	}

	@Override
	public void stop() {
		this.running = false;
		this.registry.removeContext(this);
		List<QueueLeaderElection> known = this.registry.elections();
		List<CompletableFuture<Void>> gaveUp = known.stream().map((election) -> election.leave(this)).toList();
		// one drain timeout for bodies, and one for handlers
		Duration limit = this.registry.settings().drainTimeout().multipliedBy(2).plus(LEAVE_TIMEOUT);
		boolean left = ZkThreads.await(gaveUp.stream(), limit);
		if (this.registry.contenders().connection().handle() != null) {
			left &= ZkThreads.await(known.stream().map(QueueLeaderElection::left), LEAVE_TIMEOUT);
		}
		if (!left) {
			logger.warn("Elections were not left in time: the next leader takes over when the session ends");
		}
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return ZkPhases.ELECTIONS;
	}

}
