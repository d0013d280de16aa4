package io.github.zkspring.leader;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

import io.github.zkspring.client.ZkPaths;
import io.github.zkspring.client.support.Listeners;
import io.github.zkspring.client.support.ZkThreads;
import io.github.zkspring.contender.ContenderRegistration.OnSuspended;
import io.github.zkspring.contender.Contenders;
import io.github.zkspring.mirror.Mirror;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;

/**
 * The elections that this application knows, with one contender each, shared by all
 * contexts of a hierarchy. Each context uses them through its own
 * {@link QueueLeaderElections}.
 */
public class ElectionRegistry implements DisposableBean {

	private final Settings settings;

	private final Contenders contenders;

	private final Mirror mirror;

	private final ExecutorService executor = Executors.newCachedThreadPool(ZkThreads.numbered("zk-leadership-"));

	private final Listeners<Consumer<ElectionStatistics>> listeners = new Listeners<>("elections");

	private final Map<String, QueueLeaderElection> elections = new ConcurrentHashMap<>();

	/** The contexts whose listeners receive the transitions of all elections. */
	private final Set<QueueLeaderElections> contexts = new CopyOnWriteArraySet<>();

	private volatile @Nullable String exclusion;

	/**
	 * Creates an empty registry.
	 * @param settings the settings of this instance
	 * @param contenders joins the queues of the elections
	 * @param mirror reads the participants
	 */
	public ElectionRegistry(Settings settings, Contenders contenders, Mirror mirror) {
		ZkPaths.validate(settings.basePath());
		this.settings = settings;
		this.contenders = contenders;
		this.mirror = mirror;
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

	/**
	 * Returns the executor of handlers and event listeners.
	 * @return the executor
	 */
	Executor executor() {
		return this.executor;
	}

	/**
	 * Returns why this instance does not participate in any election.
	 * @return the reason, {@code null} while it participates
	 */
	@Nullable String exclusion() {
		return this.exclusion;
	}

	/**
	 * Sets why this instance does not participate in any election. It gives up leadership
	 * in order and leaves all elections, or joins them again.
	 * @param reason the reason, {@code null} to participate, which is the initial value
	 */
	public void setExclusion(@Nullable String reason) {
		this.exclusion = reason;
		this.elections.values().forEach(QueueLeaderElection::exclusionChanged);
	}

	QueueLeaderElection election(String name) {
		QueueLeaderElection known = this.elections.get(name);
		if (known != null) {
			return known;
		}
		QueueLeaderElection created = new QueueLeaderElection(name, this);
		QueueLeaderElection present = this.elections.putIfAbsent(name, created);
		if (present != null) {
			return present;
		}
		this.contexts.forEach(created::addContext);
		this.listeners.notifyListeners((listener) -> listener.accept(created.statistics()));
		return created;
	}

	List<QueueLeaderElection> elections() {
		return this.elections.values().stream().sorted(Comparator.comparing(QueueLeaderElection::name)).toList();
	}

	/**
	 * Adds a listener for elections. It receives the statistics of all known elections,
	 * and of each new election when it is first used.
	 * @param listener the listener, called on the thread that uses the election
	 */
	void addListener(Consumer<ElectionStatistics> listener) {
		this.listeners.add(listener);
		this.elections.values()
			.forEach((election) -> this.listeners.notifyListeners(listener,
					(receiver) -> receiver.accept(election.statistics())));
	}

	/**
	 * Adds a context. Its handlers and listeners receive present leaderships as grants.
	 * @param context the context
	 */
	void addContext(QueueLeaderElections context) {
		this.contexts.add(context);
		this.elections.values().forEach((election) -> election.addContext(context));
	}

	/**
	 * Removes a context from new elections. It leaves the others by
	 * {@link QueueLeaderElection#leave}.
	 * @param context the context
	 */
	void removeContext(QueueLeaderElections context) {
		this.contexts.remove(context);
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
	 * @param initialWait how long the start of a context waits until this instance leads
	 * its elections or waits for another one
	 */
	public record Settings(String basePath, String id, OnSuspended onSuspended, Duration drainTimeout,
			Duration initialWait) {

	}

}
