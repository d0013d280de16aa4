package io.github.zkspring.mirror;

import java.util.ArrayList;
import java.util.List;

import io.github.zkspring.client.Backoff;
import io.github.zkspring.client.ZkHandle;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.jspecify.annotations.Nullable;

/**
 * One kind of state of one path: its last snapshot, its listeners, and at most one read
 * on its way. A request during a read marks the state dirty and gives exactly one more
 * read. Guarded by the lock of its {@link MirroredZnode}.
 *
 * @param <S> the kind of snapshot
 */
class MirroredState<S extends Snapshot> {

	private final MirroredZnode znode;

	private final ZnodeReader<S> reader;

	private final List<MirrorListener<S>> listeners = new ArrayList<>();

	private final Backoff backoff = new Backoff();

	private @Nullable S last;

	private boolean reading;

	private boolean dirty;

	private volatile boolean stale = true;

	/** Counts connections: the answer to a read of an earlier one is not waited for. */
	private int generation;

	MirroredState(MirroredZnode znode, ZnodeReader<S> reader) {
		this.znode = znode;
		this.reader = reader;
	}

	boolean hasListeners() {
		return !this.listeners.isEmpty();
	}

	boolean isStale() {
		return this.stale;
	}

	void addListener(MirrorListener<S> listener, @Nullable ZkHandle handle) {
		this.listeners.add(listener);
		S known = this.last;
		if (known != null) {
			listener.changed(known);
		}
		else if (handle != null) {
			request(handle);
		}
	}

	void removeListener(MirrorListener<S> listener) {
		this.listeners.remove(listener);
	}

	void connected(ZkHandle handle) {
		this.generation++;
		this.reading = false;
		this.dirty = false;
		this.backoff.reset();
		request(handle);
	}

	void disconnected() {
		this.stale = true;
	}

	void request(ZkHandle handle) {
		if (!hasListeners()) {
			return;
		}
		if (this.reading) {
			this.dirty = true;
			return;
		}
		this.reading = true;
		this.dirty = false;
		int asked = this.generation;
		this.reader.read(handle, this.znode.serverPath(),
				(code, snapshot) -> this.znode.locked(() -> answered(asked, handle, code, snapshot)));
	}

	private void answered(int asked, ZkHandle handle, Code code, S snapshot) {
		if (asked != this.generation) {
			return;
		}
		this.reading = false;
		switch (code) {
			case OK, NONODE -> received(snapshot);
			// the next connection reads again
			case CONNECTIONLOSS, SESSIONEXPIRED, SESSIONMOVED -> disconnected();
			default -> refused(code);
		}
		if (this.dirty) {
			request(handle);
		}
	}

	private void received(S snapshot) {
		this.backoff.reset();
		this.stale = this.dirty;
		S known = this.last;
		this.last = snapshot;
		if (known == null || !snapshot.isSameState(known)) {
			List.copyOf(this.listeners).forEach((listener) -> listener.changed(snapshot));
		}
	}

	void failed(Code code) {
		this.stale = true;
		KeeperException ex = KeeperException.create(code, this.znode.path());
		List.copyOf(this.listeners).forEach((listener) -> listener.failed(ex));
	}

	private void refused(Code code) {
		failed(code);
		int failed = this.generation;
		this.znode.later(this.backoff.next(), (handle) -> {
			if (failed == this.generation) {
				request(handle);
			}
		});
	}

}
