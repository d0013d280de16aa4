package io.github.zkspring.client.connection;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;

import io.github.zkspring.client.ZkException;
import io.github.zkspring.client.ZkPaths;
import io.github.zkspring.client.support.ZkEventLoop;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.jspecify.annotations.Nullable;

/**
 * Extends the lease of the session while anything is held: writes to an ephemeral znode
 * every eighth of the session timeout. The listeners are notified when the lease ends,
 * whatever ZooKeeper's client reports.
 *
 * <p>
 * All state is confined to the event loop, and so are all methods but the constructor and
 * {@link #sending}.
 */
public class Heartbeat implements ZkConnectionListener {

	private static final Log logger = LogFactory.getLog(Heartbeat.class);

	private static final byte[] NO_DATA = {};

	private final ZkConnection connection;

	private final SessionLease lease;

	private final ZkEventLoop loop;

	private final String basePath;

	private final ParentZnodes parents;

	private final List<LeaseListener> listeners = new CopyOnWriteArrayList<>();

	private String path = "";

	/** The session that the path was chosen for. */
	private long pathOf;

	/** Whether the znode exists, or its creation is pending. */
	private boolean created;

	private int holders;

	private boolean certain;

	/** The session of the last acknowledgement. */
	private long acknowledgedOf;

	private @Nullable Future<?> nextBeat;

	private @Nullable Future<?> end;

	private @Nullable Code lastRefusal;

	private volatile @Nullable ZkException refusal;

	/**
	 * Creates a heartbeat.
	 * @param connection the connection to write with
	 * @param lease the lease that acknowledgements extend
	 * @param loop the event loop of the timers
	 * @param basePath the parent of the znodes that are written,
	 * {@code zk.heartbeat.base-path}
	 */
	public Heartbeat(ZkConnection connection, SessionLease lease, ZkEventLoop loop, String basePath) {
		this.connection = connection;
		this.lease = lease;
		this.loop = loop;
		this.basePath = ZkPaths.validate(basePath);
		this.parents = new ParentZnodes(connection);
		connection.addListener(this);
	}

	/**
	 * Adds a listener for the beginnings and ends of the lease.
	 * @param listener the listener
	 */
	public void addListener(LeaseListener listener) {
		this.listeners.add(listener);
	}

	/**
	 * Beats until released. Calls are counted. After a recent acknowledgement the first
	 * beat is delayed, so that a right held for a short time sends none.
	 */
	public void hold() {
		if (this.holders++ == 0 && (this.nextBeat == null || remaining().isZero())) {
			beatOn();
		}
	}

	/**
	 * Ends one {@link #hold()}.
	 */
	public void release() {
		this.holders--;
	}

	/**
	 * Records the time before a write that extends the lease as a beat does: a write to
	 * an ephemeral znode of this session. May be called from any thread.
	 * @param handle the handle that the write is sent with
	 * @return the callback for the acknowledgement of the write, to be run on the event
	 * loop
	 */
	public Runnable sending(ZkHandle handle) {
		SessionLease.Term sent = this.lease.sending(handle.sessionId(), this.connection.sessionTimeout());
		return () -> acknowledged(handle, sent);
	}

	private void beatOn() {
		if (this.nextBeat != null) {
			this.nextBeat.cancel(false);
			this.nextBeat = null;
		}
		if (this.holders > 0 || this.refusal != null) {
			Duration period = this.connection.sessionTimeout().dividedBy(8);
			Duration early = remaining().minus(period.multipliedBy(3));
			if (early.compareTo(Duration.ZERO) <= 0) {
				beat();
				early = period;
			}
			this.nextBeat = this.loop.schedule(this::beatOn, early);
		}
	}

	private Duration remaining() {
		ZkHandle handle = this.connection.handle();
		long nanos = (handle != null) ? this.lease.remainingNanos(handle.sessionId()) : 0;
		return Duration.ofNanos(Math.max(nanos, 0));
	}

	/**
	 * Writes once, now. ZooKeeper answers later requests of the same session after this
	 * write.
	 */
	public void beat() {
		ZkHandle handle = this.connection.handle();
		if (handle == null) {
			return;
		}
		if (this.pathOf != handle.sessionId()) {
			this.path = this.connection.serverPath(ZkPaths.join(this.basePath, UUID.randomUUID().toString()));
			this.pathOf = handle.sessionId();
			this.created = false;
		}
		Runnable acknowledged = sending(handle);
		if (this.created) {
			handle.requests()
				.setData(this.path, NO_DATA, -1, (rc, asked, context, stat) -> this.loop
					.run(() -> answered(handle, acknowledged, Codes.of(rc))));
		}
		else {
			this.created = true;
			create(handle, acknowledged);
		}
	}

	private void create(ZkHandle handle, Runnable acknowledged) {
		handle.requests()
			.create(this.path, NO_DATA, this.connection.acl(this.path), CreateMode.EPHEMERAL, (rc, asked, context,
					created, stat) -> this.loop.run(() -> answered(handle, acknowledged, Codes.of(rc))));
	}

	private void answered(ZkHandle handle, Runnable acknowledged, Code code) {
		if (code == Code.OK) {
			acknowledged.run();
			accepted();
		}
		else if (this.pathOf == handle.sessionId()) {
			failed(handle, code);
		}
	}

	private void failed(ZkHandle handle, Code code) {
		this.created = code == Code.NODEEXISTS;
		switch (code) {
			// the answer to the first create was lost, its znode was not
			case NODEEXISTS -> beat();
			// the parent is missing, or another client deleted our znode
			case NONODE -> this.parents.create(handle, this.connection.serverPath(this.basePath),
					(parent) -> this.loop.execute(() -> parentCreated(parent)));
			case CONNECTIONLOSS, SESSIONEXPIRED, SESSIONMOVED -> logger.trace("A heartbeat was lost: " + code);
			default -> refused(code);
		}
	}

	private void parentCreated(Code code) {
		if (code == Code.OK) {
			beat();
		}
		else {
			refused(code);
		}
	}

	private void refused(Code code) {
		String reason = "The session cannot be proven, so leadership and locks cannot be held: writing below '%s' "
			.formatted(this.basePath) + "(zk.heartbeat.base-path) is refused: " + Codes.reason(code);
		if (code != this.lastRefusal) {
			logger.warn(reason);
			this.lastRefusal = code;
		}
		this.refusal = new ZkException(reason, KeeperException.create(code, this.basePath));
		this.connection.noteProblem(reason);
		this.listeners.forEach(LeaseListener::heartbeatRefused);
	}

	private void accepted() {
		this.lastRefusal = null;
		if (this.refusal != null) {
			this.refusal = null;
			this.connection.noteProblem(null);
			this.listeners.forEach(LeaseListener::heartbeatAccepted);
		}
	}

	/**
	 * Returns why the server refuses the heartbeat. As long as it does, nothing can be
	 * held for longer than the present lease.
	 * @return the refusal of the last beat, {@code null} if it was accepted
	 */
	public @Nullable ZkException refusal() {
		return this.refusal;
	}

	private void acknowledged(ZkHandle handle, SessionLease.Term sent) {
		this.lease.acknowledge(sent);
		boolean known = this.certain && this.acknowledgedOf == handle.sessionId();
		this.acknowledgedOf = handle.sessionId();
		if (!known && this.lease.remainingNanos(handle.sessionId()) > 0) {
			this.certain = true;
			if (this.end != null) {
				this.end.cancel(false);
			}
			awaitEnd();
			this.listeners.forEach(LeaseListener::leaseBegan);
		}
	}

	private void awaitEnd() {
		this.end = null;
		long remaining = this.lease.remainingNanos(this.acknowledgedOf);
		if (remaining > 0) {
			this.end = this.loop.schedule(this::awaitEnd, Duration.ofNanos(remaining));
		}
		else if (this.certain) {
			this.certain = false;
			this.listeners.forEach(LeaseListener::leaseEnded);
		}
	}

	// a disconnect alone does not end the lease
	@Override
	public void connected(ZkHandle handle) {
		this.loop.execute(this::beatOn);
	}

	/**
	 * Listener for the beginning and the end of the session lease. Called on the event
	 * loop: implementations must not block.
	 */
	public interface LeaseListener {

		/**
		 * The session is certain from now on: suspended work may continue.
		 */
		void leaseBegan();

		/**
		 * The session is no longer certain: held rights end now.
		 */
		void leaseEnded();

		/**
		 * The server refuses the heartbeat. Called for each refused beat.
		 */
		default void heartbeatRefused() {
		}

		/**
		 * The server accepts the heartbeat again.
		 */
		default void heartbeatAccepted() {
		}

	}

}
