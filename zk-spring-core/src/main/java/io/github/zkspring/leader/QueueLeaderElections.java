package io.github.zkspring.leader;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.github.zkspring.client.ZkPaths;
import io.github.zkspring.client.support.Listeners;
import io.github.zkspring.client.support.ZkPhases;
import io.github.zkspring.client.support.ZkThreads;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;

/**
 * The elections of this application. They are joined when everything else has started,
 * and left before anything else stops, so that the next leader is there while this
 * instance still closes.
 */
public class QueueLeaderElections implements LeaderElections, SmartLifecycle, DisposableBean {

	private static final Log logger = LogFactory.getLog(QueueLeaderElections.class);

	private static final Duration LEAVE = Duration.ofSeconds(2);

	private final ElectionSettings settings;

	private final ElectionContext context;

	private final LeadershipHandlers handlers;

	private final ExecutorService executor = Executors.newCachedThreadPool(ZkThreads.numbered("zk-leadership-"));

	private final Listeners<Consumer<ElectionStatistics>> listeners = new Listeners<>("elections");

	private final Map<String, QueueLeaderElection> elections = new ConcurrentHashMap<>();

	private volatile boolean running;

	private volatile boolean fit = true;

	/**
	 * Create the elections.
	 * @param settings how this instance takes part
	 * @param context what they stand on
	 * @param handlers who is told about transitions
	 */
	public QueueLeaderElections(ElectionSettings settings, ElectionContext context, LeadershipHandlers handlers) {
		ZkPaths.validate(settings.basePath());
		this.settings = settings;
		this.context = context;
		this.handlers = handlers;
	}

	@Override
	public String id() {
		return this.settings.id();
	}

	@Override
	public LeaderElection election(String name) {
		return queueElection(name);
	}

	@Override
	public List<LeaderElection> elections() {
		return this.elections.values()
			.stream()
			.<LeaderElection>map((election) -> election)
			.sorted(Comparator.comparing(LeaderElection::name))
			.toList();
	}

	QueueLeaderElection queueElection(String name) {
		QueueLeaderElection known = this.elections.get(name);
		if (known != null) {
			return known;
		}
		QueueLeaderElection created = create(name);
		QueueLeaderElection present = this.elections.putIfAbsent(name, created);
		if (present != null) {
			return present;
		}
		this.listeners.tell((listener) -> show(created, listener));
		if (this.running) {
			created.start();
		}
		return created;
	}

	/**
	 * Add a listener for elections: it is told of those that are there, and of each new
	 * one with its first use. Bodies are counted from then on.
	 * @param listener takes the statistics of an election; called by whoever asks for the
	 * election
	 */
	public void addListener(Consumer<ElectionStatistics> listener) {
		this.listeners.add(listener);
		this.elections.values().forEach((election) -> this.listeners.tell(listener, (told) -> show(election, told)));
	}

	private static void show(QueueLeaderElection election, Consumer<ElectionStatistics> listener) {
		election.counts().count();
		listener.accept(new ElectionCounts.View(election, election.counts()));
	}

	private QueueLeaderElection create(String name) {
		return new QueueLeaderElection(name, this.settings, this.context,
				new LeadershipTransitions(this.handlers.of(name), this.executor), () -> this.fit);
	}

	/**
	 * Say whether this instance is fit to lead. While it is not it takes part in no
	 * election, and what it leads it gives up in good order.
	 * @param fit whether it is fit; it is until somebody says otherwise
	 */
	public void setFit(boolean fit) {
		this.fit = fit;
		this.elections.values().forEach(QueueLeaderElection::fitnessChanged);
	}

	@Override
	public void start() {
		this.running = true;
		this.elections.values().forEach(QueueLeaderElection::start);
	}

	@Override
	public void stop() {
		this.running = false;
		List<Membership.Departure> departures = this.elections.values()
			.stream()
			.map(QueueLeaderElection::stop)
			.toList();
		// once for what runs, and once for the handlers
		Duration limit = this.settings.drainTimeout().multipliedBy(2).plus(LEAVE);
		await(departures.stream().map(Membership.Departure::ended), limit);
		if (this.context.connection().handle() != null) {
			await(departures.stream().map(Membership.Departure::gone), LEAVE);
		}
	}

	private static void await(Stream<CompletableFuture<Void>> futures, Duration limit) {
		try {
			CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new))
				.get(limit.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (ExecutionException | TimeoutException ex) {
			logger.warn("Elections were not left in time: the others wait until the session ends");
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

	@Override
	public void destroy() {
		this.executor.shutdownNow();
	}

}
