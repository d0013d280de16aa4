package io.github.zkspring.discovery.registration;

import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;

import io.github.zkspring.client.ZkSessionState;
import io.github.zkspring.client.connection.Codes;
import io.github.zkspring.client.connection.Request;
import io.github.zkspring.client.connection.TrackingZooKeeper.EngineWatcher;
import io.github.zkspring.client.connection.ZkConnection;
import io.github.zkspring.client.connection.ZkConnectionListener;
import io.github.zkspring.client.connection.ZkHandle;
import io.github.zkspring.client.connection.ZnodeOperations;
import io.github.zkspring.client.support.SerialTask;
import io.github.zkspring.client.support.ZkEventLoop;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.Watcher.Event.EventType;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Keeps an ephemeral record in the requested state. After each watch event, connection
 * and request it checks the znode and performs the single missing step: create the
 * record, write it, replace the record of an earlier session of this process, or delete
 * it. A record of another session is not touched.
 *
 * <p>
 * A check is paused until the server answers its step or the connection ends. All
 * non-volatile state is confined to the event loop.
 */
class Registrar implements ZkConnectionListener {

	private static final Log logger = LogFactory.getLog(Registrar.class);

	/** The number of remembered sessions. */
	private static final int SESSIONS = 16;

	private static final BackOff BACK_OFF = createBackOff();

	private final String path;

	private final ZkConnection connection;

	private final ZkEventLoop loop;

	private final ZnodeOperations operations;

	private final LongAdder writes = new LongAdder();

	private final EngineWatcher watcher;

	/**
	 * The most recent sessions under which this process may have written its record. A
	 * record of another session belongs to another process.
	 */
	private final Set<Long> sessions = new LinkedHashSet<>();

	private final SerialTask checks;

	private BackOffExecution retries = BACK_OFF.start();

	/** Incremented with each connection, to ignore the answers of earlier ones. */
	private int generation;

	private @Nullable PublishedRecord requested;

	private @Nullable PublishedRecord written;

	private @Nullable CompletableFuture<Void> withdrawal;

	private volatile boolean registered;

	private volatile @Nullable String problem;

	Registrar(String path, ZkConnection connection, ZkEventLoop loop) {
		this.path = path;
		this.connection = connection;
		this.loop = loop;
		this.operations = new ZnodeOperations(connection);
		this.checks = new SerialTask(loop::execute, this::check);
		this.watcher = (event) -> {
			if (event.getType() != EventType.None) {
				this.checks.signal();
			}
		};
	}

	private static BackOff createBackOff() {
		ExponentialBackOff backOff = new ExponentialBackOff(1000, 2);
		backOff.setMaxInterval(30_000);
		return backOff;
	}

	boolean isRegistered() {
		return this.registered;
	}

	long writes() {
		return this.writes.sum();
	}

	@Nullable String problem() {
		return this.problem;
	}

	/**
	 * Publishes a record until it is withdrawn.
	 * @param data the bytes of the record
	 */
	void publish(byte[] data) {
		this.loop.execute(() -> {
			this.requested = new PublishedRecord(data, 0);
			completeWithdrawal();
			this.checks.signal();
		});
	}

	/**
	 * Deletes the record as soon as a server can be reached.
	 * @return completes when there is no record of this process
	 */
	CompletableFuture<Void> withdraw() {
		CompletableFuture<Void> withdrawn = new CompletableFuture<>();
		this.loop.execute(() -> {
			this.requested = null;
			this.withdrawal = withdrawn;
			if (this.sessions.isEmpty()) {
				completeWithdrawal();
			}
			this.checks.signal();
		});
		return withdrawn;
	}

	@Override
	public void connected(ZkHandle handle) {
		this.loop.execute(() -> {
			reset();
			this.checks.signal();
		});
	}

	@Override
	public void disconnected(ZkSessionState state) {
		this.loop.execute(() -> {
			reset();
			if (state != ZkSessionState.SUSPENDED) {
				this.registered = false;
				this.written = null;
			}
		});
	}

	private void reset() {
		this.generation++;
		this.retries = BACK_OFF.start();
		this.checks.resume();
	}

	private void check() {
		ZkHandle handle = this.connection.handle();
		if (handle != null && (this.requested != null || this.withdrawal != null)) {
			this.checks.pause();
			send(handle, exists(), (code, stat) -> checked(handle, code, (stat != null) ? stat : new Stat()));
		}
	}

	private Request<Stat> exists() {
		return (handle, reply) -> handle.requests()
			.exists(this.connection.serverPath(this.path), this.watcher,
					(rc, asked, context, stat) -> reply.accept(Codes.of(rc), stat));
	}

	// ignores the answers of an earlier connection
	private <T> void send(ZkHandle handle, Request<T> request, Request.Reply<T> answer) {
		int current = this.generation;
		request.send(handle, (code, result) -> this.loop.execute(() -> {
			if (current == this.generation) {
				answer.accept(code, result);
			}
		}));
	}

	private void checked(ZkHandle handle, Code code, Stat stat) {
		PublishedRecord record = this.requested;
		if (code != Code.OK && code != Code.NONODE) {
			failed(code);
		}
		else if (record == null) {
			remove(handle, code, stat);
		}
		else if (code == Code.NONODE) {
			this.registered = false;
			remember(handle.sessionId());
			send(handle, this.operations.createRequest(this.path, record.data(), CreateMode.EPHEMERAL),
					(answer, created) -> stored(record, answer));
		}
		else if (stat.getEphemeralOwner() == handle.sessionId()) {
			update(handle, record, stat);
		}
		else if (this.sessions.contains(stat.getEphemeralOwner())) {
			remember(handle.sessionId());
			send(handle, replace(record.data(), stat.getVersion()), (answer, results) -> stored(record, answer));
		}
		else {
			this.registered = false;
			retry(("The record '%s' belongs to session 0x%x. This instance waits for the end of that session. "
					+ "Set another 'zk.discovery.id' if it belongs to another instance")
				.formatted(this.path, stat.getEphemeralOwner()));
		}
	}

	// in one transaction, so that there is always a record
	private Request<List<OpResult>> replace(byte[] data, int version) {
		String serverPath = this.connection.serverPath(this.path);
		return this.operations.transaction(List.of(Op.delete(serverPath, version),
				Op.create(serverPath, data, this.connection.acl(serverPath), CreateMode.EPHEMERAL)));
	}

	private void remember(long session) {
		if (this.sessions.add(session) && this.sessions.size() > SESSIONS) {
			Iterator<Long> oldest = this.sessions.iterator();
			oldest.next();
			oldest.remove();
		}
	}

	private void update(ZkHandle handle, PublishedRecord record, Stat stat) {
		PublishedRecord last = this.written;
		if (last == null || !last.hasSameData(record)) {
			Request<Stat> write = this.operations.set(this.path, record.data(), stat.getVersion()).request();
			send(handle, write,
					(answer, now) -> stored((now != null) ? record.withMzxid(now.getMzxid()) : record, answer));
		}
		else if (last.isCurrent(stat)) {
			published(last.withMzxid(stat.getMzxid()));
		}
		else {
			this.written = null;
			retry("Another client changed the record '%s', which is restored".formatted(this.path));
		}
	}

	private void stored(PublishedRecord record, Code code) {
		switch (code) {
			case OK -> {
				this.writes.increment();
				published(record);
			}
			// another client was faster
			case NODEEXISTS, BADVERSION -> checkAgain();
			default -> failed(code);
		}
	}

	private void published(PublishedRecord record) {
		this.written = record;
		if (!this.registered) {
			this.registered = true;
			logger.info("Registered this instance as '" + this.path + "'");
		}
		succeeded();
	}

	private void remove(ZkHandle handle, Code code, Stat stat) {
		if (code == Code.NONODE || !this.sessions.contains(stat.getEphemeralOwner())) {
			removed();
			return;
		}
		send(handle, this.operations.deleteRequest(this.path, stat.getVersion()), (answer, deleted) -> {
			switch (answer) {
				case OK, NONODE -> removed();
				case BADVERSION -> checkAgain();
				default -> failed(answer);
			}
		});
	}

	private void removed() {
		if (this.registered) {
			this.registered = false;
			logger.info("Deregistered this instance, '" + this.path + "'");
		}
		this.written = null;
		completeWithdrawal();
		succeeded();
	}

	private void completeWithdrawal() {
		CompletableFuture<Void> pending = this.withdrawal;
		this.withdrawal = null;
		if (pending != null) {
			pending.complete(null);
		}
	}

	private void succeeded() {
		this.problem = null;
		this.retries = BACK_OFF.start();
		this.checks.resume();
	}

	private void checkAgain() {
		this.checks.signal();
		this.checks.resume();
	}

	private void failed(Code code) {
		switch (code) {
			// continued by the next connection
			case CONNECTIONLOSS, SESSIONEXPIRED, SESSIONMOVED -> {
			}
			default -> retry("The record '%s' (zk.discovery.base-path) cannot be written: %s".formatted(this.path,
					Codes.reason(code)));
		}
	}

	private void retry(String reason) {
		if (!reason.equals(this.problem)) {
			logger.warn(reason);
		}
		this.problem = reason;
		this.loop.schedule(this.checks::signal, Duration.ofMillis(this.retries.nextBackOff()));
		this.checks.resume();
	}

	/**
	 * The record of this application, to be written or already written.
	 *
	 * @param data its bytes
	 * @param mzxid the transaction of the write, {@code 0} while unknown
	 */
	private record PublishedRecord(byte[] data, long mzxid) {

		PublishedRecord withMzxid(long mzxid) {
			return new PublishedRecord(this.data, mzxid);
		}

		boolean hasSameData(PublishedRecord other) {
			return Arrays.equals(this.data, other.data);
		}

		/**
		 * Returns whether a znode still holds this record, unchanged since the write.
		 * @param stat the stat of the znode
		 * @return {@code true} if no other client has changed the znode
		 */
		boolean isCurrent(Stat stat) {
			return (this.mzxid != 0) ? this.mzxid == stat.getMzxid() : stat.getVersion() == 0;
		}

	}

}
