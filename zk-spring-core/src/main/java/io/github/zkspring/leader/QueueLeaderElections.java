package io.github.zkspring.leader;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

import io.github.zkspring.client.ZkPaths;
import io.github.zkspring.client.support.Listeners;
import io.github.zkspring.client.support.ZkPhases;
import io.github.zkspring.client.support.ZkThreads;
import io.github.zkspring.contender.ContenderRegistration.OnSuspended;
import io.github.zkspring.contender.Contenders;
import io.github.zkspring.mirror.Mirror;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;

/**
 * The elections of this application. They are joined after all other beans have started,
 * and left before any other bean stops, so that the next leader takes over while this
 * instance still shuts down.
 */
public class QueueLeaderElections implements LeaderElections, SmartLifecycle, DisposableBean {

	private static final Log logger = LogFactory.getLog(QueueLeaderElections.class);

	private static final Duration LEAVE_TIMEOUT = Duration.ofSeconds(2);

	private final Settings settings;

	private final Contenders contenders;

	private final Mirror mirror;

	private final ApplicationEventPublisher publisher;

	private final ExecutorService executor = Executors.newCachedThreadPool(ZkThreads.numbered("zk-leadership-"));

	private final Listeners<Consumer<ElectionStatistics>> listeners = new Listeners<>("elections");

	private final Map<String, QueueLeaderElection> elections = new ConcurrentHashMap<>();

	private volatile boolean running;

	private volatile boolean fit = true;

	/**
	 * Creates the elections.
	 * @param settings the settings of this instance
	 * @param contenders joins the queues of the elections
	 * @param mirror reads the participants
	 * @param publisher publishes the application events
	 */
	public QueueLeaderElections(Settings settings, Contenders contenders, Mirror mirror,
			ApplicationEventPublisher publisher) {
		ZkPaths.validate(settings.basePath());
		this.settings = settings;
		this.contenders = contenders;
		this.mirror = mirror;
		this.publisher = publisher;
	}

	Settings settings() {
		return this.settings;
	}

	Contenders contenders() {
		return this.contenders;
	}

	Mirror mirror() {
		return this.mirror;
	}

	boolean isFit() {
		return this.fit;
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
		QueueLeaderElection created = new QueueLeaderElection(name, this,
				new LeadershipTransitions(this.publisher, this.executor));
		QueueLeaderElection present = this.elections.putIfAbsent(name, created);
		if (present != null) {
			return present;
		}
		this.listeners.notifyListeners((listener) -> listener.accept(created.statistics()));
		if (this.running) {
			created.start();
		}
		return created;
	}

	/**
	 * Adds a listener for elections. It receives the statistics of all known elections,
	 * and of each new election when it is first used.
	 * @param listener the listener, called on the thread that uses the election
	 */
	public void addListener(Consumer<ElectionStatistics> listener) {
		this.listeners.add(listener);
		this.elections.values()
			.forEach((election) -> this.listeners.notifyListeners(listener,
					(receiver) -> receiver.accept(election.statistics())));
	}

	/**
	 * Sets whether this instance is fit to lead. While it is not it leaves all elections,
	 * after it has given up leadership in order.
	 * @param fit whether it is fit; {@code true} until this method is called
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
		List<CompletableFuture<Void>> gaveUp = this.elections.values().stream().map(QueueLeaderElection::stop).toList();
		// one drain timeout for bodies, and one for handlers
		Duration limit = this.settings.drainTimeout().multipliedBy(2).plus(LEAVE_TIMEOUT);
		boolean left = ZkThreads.await(gaveUp.stream(), limit);
		if (this.contenders.connection().handle() != null) {
			left &= ZkThreads.await(this.elections.values().stream().map(QueueLeaderElection::left), LEAVE_TIMEOUT);
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

	@Override
	public void destroy() {
		this.executor.shutdownNow();
	}

	/**
	 * Settings of this instance for all elections.
	 *
	 * @param basePath the parent path of the queues
	 * @param id the id of this instance
	 * @param onSuspended what a lost connection does to leadership
	 * @param drainTimeout how long running bodies and handlers may continue when
	 * leadership is given up
	 */
	public record Settings(String basePath, String id, OnSuspended onSuspended, Duration drainTimeout) {

	}

}
