package io.github.zkspring.leader;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import io.github.zkspring.client.ZkPaths;
import io.github.zkspring.client.ZkPhases;
import io.github.zkspring.client.ZkThreads;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;

/**
 * The elections of this application. They are joined when everything else has started,
 * and left before anything else stops, so that the next leader is there while this
 * instance still closes.
 */
public class QueueLeaderElections implements LeaderElections, SmartLifecycle, DisposableBean {

	private static final Log logger = LogFactory.getLog(QueueLeaderElections.class);

	private static final long LEAVE_MILLIS = 2000;

	private final String basePath;

	private final String id;

	private final ElectionContext context;

	private final ApplicationEventPublisher publisher;

	private final ExecutorService executor = Executors.newCachedThreadPool(ZkThreads.numbered("zk-leadership-"));

	private final Map<String, QueueLeaderElection> elections = new ConcurrentHashMap<>();

	private volatile boolean running;

	/**
	 * Create the elections.
	 * @param basePath the parent of their queues
	 * @param id what this instance is called in them
	 * @param context what they stand on
	 * @param publisher where their events go
	 */
	public QueueLeaderElections(String basePath, String id, ElectionContext context,
			ApplicationEventPublisher publisher) {
		this.basePath = ZkPaths.validate(basePath);
		this.id = id;
		this.context = context;
		this.publisher = publisher;
	}

	@Override
	public String id() {
		return this.id;
	}

	@Override
	public LeaderElection election(String name) {
		return queueElection(name);
	}

	QueueLeaderElection queueElection(String name) {
		QueueLeaderElection known = this.elections.get(name);
		if (known != null) {
			return known;
		}
		QueueLeaderElection election = this.elections.computeIfAbsent(name, this::create);
		if (this.running) {
			election.join();
		}
		return election;
	}

	private QueueLeaderElection create(String name) {
		return new QueueLeaderElection(name, ZkPaths.child(this.basePath, name), this.id, this.context,
				new LeadershipEvents(this.publisher, this.executor));
	}

	@Override
	public void start() {
		this.running = true;
		this.elections.values().forEach(QueueLeaderElection::join);
	}

	@Override
	public void stop() {
		this.running = false;
		List<QueueLeaderElection> all = List.copyOf(this.elections.values());
		long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LEAVE_MILLIS);
		CompletableFuture<Void> left = CompletableFuture
			.allOf(all.stream().map(QueueLeaderElection::leave).toArray(CompletableFuture[]::new));
		// where no server removes the znodes the listeners are still told, by the loop
		CompletableFuture<Void> revoked = new CompletableFuture<>();
		this.context.loop().execute(() -> revoked.complete(null));
		CompletableFuture<Void> awaited = (this.context.connection().handle() != null) ? left : revoked;
		try {
			awaited.completeOnTimeout(null, LEAVE_MILLIS, TimeUnit.MILLISECONDS).join();
			for (QueueLeaderElection election : all) {
				if (!election.events().awaitPublished(deadline)) {
					logger.warn("A listener still handles a transition of the election '" + election.name() + "'");
				}
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
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
