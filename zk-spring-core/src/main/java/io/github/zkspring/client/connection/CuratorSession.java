package io.github.zkspring.client.connection;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.github.zkspring.client.ZkSession;
import io.github.zkspring.client.ZkSessionState;
import io.github.zkspring.client.ZkSessionStateEvent;
import io.github.zkspring.client.connection.RequestSender.RequestListener;
import io.github.zkspring.client.support.Listeners;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.api.CuratorEvent;
import org.apache.curator.framework.api.CuratorEventType;
import org.apache.curator.framework.api.CuratorListener;
import org.apache.zookeeper.Watcher.Event.EventType;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooKeeper;
import org.jspecify.annotations.Nullable;

/**
 * Session of a {@code CuratorFramework}, tracked by the session events of ZooKeeper
 * itself. Curator's own connection states arrive later, on a thread shared with every
 * listener, and hide {@code AuthFailed}.
 */
public class CuratorSession implements ZkSession, CuratorListener, AutoCloseable {

	private static final Log logger = LogFactory.getLog(CuratorSession.class);

	/** How many exceptions of its background work Curator reports before the handle. */
	private static final int BACKGROUND_EXCEPTIONS = 10;

	private final CuratorFramework curator;

	private final List<Consumer<ZkSessionStateEvent>> stateListeners = new CopyOnWriteArrayList<>();

	private final List<ZkConnectionListener> connectionListeners = new CopyOnWriteArrayList<>();

	private final Listeners<RequestListener> requestListeners = new Listeners<>("requests");

	private final SessionLease lease = new SessionLease();

	private final EnsembleHistory history = new EnsembleHistory();

	private SessionPreparation preparation = (handle, prepared) -> prepared.run();

	/** The session that the features use, 0 before the first one. */
	private volatile long preparedId;

	private volatile SessionSnapshot current;

	private volatile @Nullable String lastError;

	private volatile @Nullable String problem;

	/**
	 * Tracks the session of a client.
	 * @param curator the client, started or not
	 * @param sessionTimeout the timeout that the client asks for
	 */
	public CuratorSession(CuratorFramework curator, Duration sessionTimeout) {
		this.curator = curator;
		this.current = SessionSnapshot.connecting(sessionTimeout);
		this.connectionListeners.add(this.history);
		this.stateListeners.add(new SessionTransitionLog(curator, this));
		curator.getCuratorListenable().addListener(this);
		if (curator.getZookeeperClient().isConnected()) {
			connected(ZkSessionState.CONNECTED);
		}
	}

	@Override
	public ZkSessionState state() {
		return this.current.state();
	}

	@Override
	public long id() {
		return this.current.sessionId();
	}

	@Override
	public Duration negotiatedTimeout() {
		return this.current.timeout();
	}

	@Override
	public Instant since() {
		return this.current.since();
	}

	@Override
	public Optional<String> server() {
		return Optional.ofNullable(this.current.server());
	}

	@Override
	public Optional<String> lastError() {
		return Optional.ofNullable(this.lastError);
	}

	@Override
	public Optional<String> problem() {
		return Optional.ofNullable(this.problem);
	}

	/**
	 * Sets why features cannot use the session, until it is prepared or disconnected.
	 * @param problem the reason, {@code null} if there is none any longer
	 */
	public void noteProblem(@Nullable String problem) {
		this.problem = problem;
	}

	/**
	 * Sets the preparation of each later session. Features use a session only when it is
	 * prepared.
	 * @param preparation the preparation
	 */
	public synchronized void prepareWith(SessionPreparation preparation) {
		this.preparation = preparation;
	}

	/**
	 * Lets the features use the current session, if there is one.
	 */
	public void prepared() {
		prepared(id());
	}

	private synchronized void prepared(long sessionId) {
		if (sessionId != 0 && sessionId == id() && sessionId != this.preparedId) {
			this.preparedId = sessionId;
			this.problem = null;
			ZkHandle handle = handle();
			if (handle != null) {
				this.connectionListeners.forEach((listener) -> listener.connected(handle));
			}
		}
	}

	/**
	 * Returns whether the session has ended permanently: it is closed or was refused.
	 * @return {@code true} if the client does not connect again
	 */
	public boolean isOver() {
		return this.current.isOver();
	}

	/**
	 * Keeps the result of a diagnosis, for {@link #lastError()}.
	 * @param error the description
	 */
	public void noteError(String error) {
		this.lastError = error;
	}

	@Override
	public Duration lease() {
		return isCertain() ? Duration.ofNanos(Math.max(0, this.lease.remainingNanos(id()))) : Duration.ZERO;
	}

	@Override
	public boolean isCertain() {
		return isCertain(id());
	}

	boolean isCertain(long sessionId) {
		return this.current.mayHold(sessionId) && this.lease.covers(sessionId);
	}

	/**
	 * Returns the lease, which heartbeats extend.
	 * @return the lease of this session
	 */
	public SessionLease sessionLease() {
		return this.lease;
	}

	EnsembleHistory history() {
		return this.history;
	}

	/**
	 * Returns the listeners for the requests of all features.
	 * @return the listeners
	 */
	public Listeners<RequestListener> requestListeners() {
		return this.requestListeners;
	}

	/**
	 * Adds a listener for every transition. It is called in order, on a thread of
	 * ZooKeeper and under a lock, and must not block.
	 * @param listener the listener
	 */
	public void addStateListener(Consumer<ZkSessionStateEvent> listener) {
		this.stateListeners.add(listener);
	}

	/**
	 * Adds a listener that receives the present state first, unless no server has
	 * answered yet.
	 * @param listener the listener
	 */
	synchronized void addStateListenerWithPresentState(Consumer<ZkSessionStateEvent> listener) {
		SessionSnapshot present = this.current;
		if (present.state() != ZkSessionState.CONNECTING) {
			listener.accept(new ZkSessionStateEvent(present.state(), ZkSessionState.CONNECTING, present.sessionId(),
					present.since()));
		}
		addStateListener(listener);
	}

	/**
	 * Removes a listener.
	 * @param listener the listener
	 */
	public void removeStateListener(Consumer<ZkSessionStateEvent> listener) {
		this.stateListeners.remove(listener);
	}

	synchronized void addConnectionListener(ZkConnectionListener listener) {
		this.connectionListeners.add(listener);
		ZkHandle handle = handle();
		if (handle != null) {
			listener.connected(handle);
		}
	}

	/**
	 * Waits until a server has answered: with a session, or with a refusal.
	 * @param timeout how long to wait
	 * @return whether the client is connected
	 * @throws InterruptedException when the waiting thread is interrupted
	 */
	public synchronized boolean awaitConnection(Duration timeout) throws InterruptedException {
		long deadline = System.nanoTime() + timeout.toNanos();
		while (!this.current.state().isConnected() && !this.current.isOver()) {
			long remaining = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
			if (remaining <= 0) {
				break;
			}
			wait(remaining);
		}
		return this.current.state().isConnected();
	}

	@Nullable ZkHandle handle() {
		SessionSnapshot snapshot = this.current;
		return (snapshot.state().isConnected() && snapshot.sessionId() == this.preparedId) ? snapshot.handle() : null;
	}

	@Override
	public void eventReceived(CuratorFramework client, CuratorEvent event) {
		if (event.getType() == CuratorEventType.CLOSING) {
			disconnected(ZkSessionState.CLOSED);
		}
		else if (event.getType() == CuratorEventType.WATCHED && event.getWatchedEvent().getType() == EventType.None) {
			sessionEvent(event.getWatchedEvent().getState());
		}
	}

	private void sessionEvent(KeeperState state) {
		switch (state) {
			case SyncConnected -> reconnected(ZkSessionState.CONNECTED);
			case ConnectedReadOnly -> reconnected(ZkSessionState.READ_ONLY);
			case Disconnected -> disconnected(ZkSessionState.SUSPENDED);
			case Expired -> disconnected(ZkSessionState.LOST);
			case AuthFailed -> disconnected(ZkSessionState.AUTH_FAILED);
			default -> logger.trace("Session event " + state);
		}
	}

	// ClientCnxn.EventThread.queueEvent (3.9.5) drops Disconnected when the removal of a
	// watch is lost with the connection: the event for that watch carries the same state,
	// and the next one is taken for a repetition
	private synchronized void reconnected(ZkSessionState state) {
		if (this.current.state() == state) {
			disconnected(ZkSessionState.SUSPENDED);
		}
		connected(state);
	}

	private synchronized void connected(ZkSessionState state) {
		ZooKeeper zooKeeper = connectedHandle();
		if (zooKeeper == null || this.current.state() == ZkSessionState.CLOSED) {
			return;
		}
		ZkHandle handle = new ZkHandle(zooKeeper, zooKeeper.getSessionId(),
				new RequestSender(zooKeeper, this.requestListeners));
		boolean newSession = this.current.sessionId() != 0 && this.current.sessionId() != handle.sessionId();
		if (newSession && this.current.state() != ZkSessionState.LOST) {
			disconnected(ZkSessionState.LOST);
		}
		if (this.current.state() != state || newSession) {
			replace(this.current.connected(state, handle));
			if (this.preparedId == handle.sessionId()) {
				this.connectionListeners.forEach((listener) -> listener.connected(handle));
			}
			else {
				this.preparation.prepare(handle, () -> prepared(handle.sessionId()));
			}
		}
	}

	// reads memory: Curator is marked connected before it notifies its listeners
	private @Nullable ZooKeeper connectedHandle() {
		for (int attempt = 0; attempt <= BACKGROUND_EXCEPTIONS; attempt++) {
			try {
				return this.curator.getZookeeperClient().getZooKeeper();
			}
			catch (Exception ex) {
				logger.debug("Curator reports an earlier failure", ex);
			}
		}
		logger.warn("Curator gives no ZooKeeper handle although it is connected");
		return null;
	}

	private synchronized void disconnected(ZkSessionState state) {
		ZkSessionState present = this.current.state();
		boolean ended = this.current.isOver() && state != ZkSessionState.CLOSED;
		boolean suspendedAgain = state == ZkSessionState.SUSPENDED && !present.isConnected();
		if (present == state || ended || suspendedAgain || isLateExpiry(state)) {
			return;
		}
		this.problem = null;
		replace(this.current.disconnected(state));
		this.connectionListeners.forEach((listener) -> listener.disconnected(state));
	}

	// Curator opens the next handle before it passes the Expired of the last one on, so
	// the next session can be connected first: its LOST has been announced by then.
	private boolean isLateExpiry(ZkSessionState state) {
		return state == ZkSessionState.LOST && this.current.isInUse();
	}

	private void replace(SessionSnapshot next) {
		SessionSnapshot last = this.current;
		this.current = next;
		notifyAll();
		ZkSessionStateEvent event = new ZkSessionStateEvent(next.state(), last.state(), next.sessionId(), next.since());
		this.stateListeners.forEach((listener) -> listener.accept(event));
	}

	/**
	 * Stops tracking the client, which may be one of the application and stay open.
	 */
	@Override
	public void close() {
		disconnected(ZkSessionState.CLOSED);
		this.curator.getCuratorListenable().removeListener(this);
	}

}
