package io.github.zkspring.discovery;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import io.github.zkspring.client.ZkSessionState;
import io.github.zkspring.client.connection.EngineWatcher;
import io.github.zkspring.client.connection.ZkConnection;
import io.github.zkspring.client.connection.ZkConnectionListener;
import io.github.zkspring.client.connection.ZkHandle;
import io.github.zkspring.client.support.ZkEventLoop;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Watcher.Event.EventType;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one ephemeral record where it should be. After every event, connection and wish
 * it looks at the znode and does the one thing that is missing: create it, write it,
 * replace what an earlier session of this process has left, remove it. What belongs to
 * another session it leaves alone. All state but what is volatile belongs to the engine
 * loop.
 */
class Registrar implements ZkConnectionListener {

	private static final Log logger = LogFactory.getLog(Registrar.class);

	private final String path;

	private final ZkConnection connection;

	private final ZkEventLoop loop;

	private final RecordRequests requests;

	private final EngineWatcher watcher;

	private final OwnSessions sessions = new OwnSessions();

	private final Turns turns;

	private @Nullable OwnRecord wanted;

	private @Nullable OwnRecord written;

	private @Nullable CompletableFuture<Void> leaving;

	private volatile boolean registered;

	private volatile @Nullable String problem;

	Registrar(String path, ZkConnection connection, ZkEventLoop loop) {
		this.path = connection.serverPath(path);
		this.connection = connection;
		this.loop = loop;
		this.requests = new RecordRequests(connection, loop);
		this.turns = new Turns(loop, this::look);
		this.watcher = (event) -> {
			if (event.getType() != EventType.None) {
				loop.execute(this.turns::ask);
			}
		};
	}

	boolean isRegistered() {
		return this.registered;
	}

	long writes() {
		return this.requests.written();
	}

	@Nullable String problem() {
		return this.problem;
	}

	/**
	 * Have the record there, from now on.
	 * @param data its bytes
	 */
	void publish(byte[] data) {
		this.loop.execute(() -> {
			this.wanted = new OwnRecord(this.path, data, 0);
			stayed();
			this.turns.ask();
		});
	}

	/**
	 * Have the record away. It goes as soon as a server answers, however long that takes.
	 * @return completes when no record of this process is left
	 */
	CompletableFuture<Void> withdraw() {
		CompletableFuture<Void> gone = new CompletableFuture<>();
		this.loop.execute(() -> {
			this.wanted = null;
			this.leaving = gone;
			if (this.sessions.isEmpty()) {
				stayed();
			}
			this.turns.ask();
		});
		return gone;
	}

	@Override
	public void connected(ZkHandle handle) {
		this.loop.execute(() -> {
			this.turns.renew();
			this.turns.ask();
		});
	}

	@Override
	public void disconnected(ZkSessionState state) {
		this.loop.execute(() -> {
			this.turns.renew();
			if (state != ZkSessionState.SUSPENDED) {
				this.registered = false;
				this.written = null;
			}
		});
	}

	private void look() {
		ZkHandle handle = this.connection.handle();
		if (handle == null || (this.wanted == null && this.leaving == null)) {
			this.turns.pause();
		}
		else {
			this.requests.look(handle, this.path, this.watcher,
					this.turns.current((code, stat) -> seen(handle, code, stat)));
		}
	}

	private void seen(ZkHandle handle, Code code, Stat stat) {
		OwnRecord record = this.wanted;
		if (code != Code.OK && code != Code.NONODE) {
			refused(code);
		}
		else if (record == null) {
			leave(handle, code, stat);
		}
		else if (code == Code.NONODE) {
			this.registered = false;
			this.sessions.add(handle.sessionId());
			this.requests.create(handle, record, placed(record));
		}
		else if (stat.getEphemeralOwner() == handle.sessionId()) {
			keep(handle, record, stat);
		}
		else if (this.sessions.own(stat.getEphemeralOwner())) {
			this.sessions.add(handle.sessionId());
			this.requests.replace(handle, record, stat.getVersion(), placed(record));
		}
		else {
			this.registered = false;
			later("The record '%s' belongs to session 0x%x: this instance waits for its end".formatted(this.path,
					stat.getEphemeralOwner()));
		}
	}

	private Consumer<Code> placed(OwnRecord record) {
		return this.turns.current((code) -> {
			switch (code) {
				case OK -> written(record);
				// somebody was faster: look again
				case NODEEXISTS, BADVERSION -> this.turns.next();
				default -> refused(code);
			}
		});
	}

	private void keep(ZkHandle handle, OwnRecord record, Stat stat) {
		OwnRecord last = this.written;
		if (last == null || !last.isSameAs(record)) {
			this.requests.write(handle, record, stat.getVersion(),
					this.turns.current((code, now) -> placed(record.at(now.getMzxid())).accept(code)));
		}
		else if (last.isAt(stat)) {
			written(last.at(stat.getMzxid()));
		}
		else {
			this.written = null;
			later("Somebody has written into the record '%s', which is written anew".formatted(this.path));
		}
	}

	private void written(OwnRecord record) {
		this.written = record;
		this.registered = true;
		this.problem = null;
		this.turns.end();
	}

	private void leave(ZkHandle handle, Code code, Stat stat) {
		if (code == Code.NONODE || !this.sessions.own(stat.getEphemeralOwner())) {
			left();
			return;
		}
		this.requests.delete(handle, this.path, stat.getVersion(), this.turns.current((answer) -> {
			switch (answer) {
				case OK, NONODE -> left();
				case BADVERSION -> this.turns.next();
				default -> refused(answer);
			}
		}));
	}

	private void left() {
		this.registered = false;
		this.written = null;
		this.problem = null;
		stayed();
		this.turns.end();
	}

	// nobody waits for an end any more
	private void stayed() {
		CompletableFuture<Void> waiting = this.leaving;
		this.leaving = null;
		if (waiting != null) {
			waiting.complete(null);
		}
	}

	private void refused(Code code) {
		switch (code) {
			// the next connection goes on from here
			case CONNECTIONLOSS, SESSIONEXPIRED, SESSIONMOVED -> {
			}
			default -> later("The record '%s' cannot be written: %s".formatted(this.path, code));
		}
	}

	private void later(String reason) {
		if (!reason.equals(this.problem)) {
			logger.warn(reason);
		}
		this.problem = reason;
		this.turns.later();
	}

}
