package io.github.zkspring.mirror;

import java.util.ArrayList;
import java.util.List;

import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.jspecify.annotations.Nullable;

/**
 * One kind of state of one path: the last snapshot, its listeners and its
 * {@link ReadState}. At most one read is under way. However many changes are reported
 * meanwhile, one more read follows, or none if the answer already contains the newest
 * change. Guarded by the lock of the mirror.
 *
 * @param <S> the kind of snapshot
 */
abstract class MirroredState<S extends Snapshot> implements PendingRead {

	private final String path;

	private final MirrorCore core;

	private final ReadState readState = new ReadState();

	/** An immutable list, since a listener may add or remove listeners. */
	private List<MirrorListener<S>> listeners = List.of();

	private @Nullable S last;

	MirroredState(String path, MirrorCore core) {
		this.path = path;
		this.core = core;
	}

	@Override
	public String path() {
		return this.path;
	}

	MirrorCore core() {
		return this.core;
	}

	ReadState readState() {
		return this.readState;
	}

	/**
	 * Adds a listener, and calls it with the known state.
	 * @param added the listener
	 */
	void addListener(MirrorListener<S> added) {
		List<MirrorListener<S>> present = new ArrayList<>(this.listeners);
		present.add(added);
		this.listeners = List.copyOf(present);
		if (this.last != null) {
			added.changed(this.last, null);
		}
		request();
	}

	void removeListener(MirrorListener<S> removed) {
		this.listeners = this.listeners.stream().filter((listener) -> listener != removed).toList();
	}

	boolean hasListeners() {
		return !this.listeners.isEmpty();
	}

	boolean hasListener(MirrorListener<S> sought) {
		return this.listeners.contains(sought);
	}

	/**
	 * Returns the last state read.
	 * @return the state, {@code null} before the first read
	 */
	@Nullable S known() {
		return this.last;
	}

	boolean isInitialised() {
		return this.last != null;
	}

	boolean isAbsent() {
		return this.last != null && this.last.stat() == null;
	}

	/**
	 * Returns how new the known state is.
	 * @return the zxid of the change that made it, 0 before the first read,
	 * {@link Long#MAX_VALUE} for an absence, which has no stat
	 */
	abstract long version();

	/**
	 * Takes the state that a read found, and delivers it when it differs from the known
	 * one.
	 * @param next the state; an equal one replaces the known one without a call
	 */
	void take(S next) {
		S previous = this.last;
		this.readState.succeeded();
		this.last = next;
		if (previous == null || !next.isSameState(previous)) {
			this.listeners.forEach((listener) -> listener.changed(next, previous));
		}
	}

	void fail(Exception ex) {
		this.listeners.forEach((listener) -> listener.failed(this.path, ex));
	}

	/**
	 * Requests a read when a watch reports a change that the known state does not show.
	 * @param zxid the zxid of the change, -1 when the server does not send it
	 */
	void changed(long zxid) {
		this.readState.report(zxid, isAbsent());
		request();
	}

	/**
	 * Begins a new connection.
	 * @param watchesLost whether the watches of the last connection are lost
	 */
	void connected(boolean watchesLost) {
		this.readState.reconnect(watchesLost);
		request();
	}

	/**
	 * Requests a read that sets a watch when a recursive watch no longer reports this
	 * path.
	 * @param covered whether a recursive watch reports this path
	 */
	void setCovered(boolean covered) {
		this.readState.setCovered(covered);
		request();
	}

	/**
	 * Requests a read that trusts neither the known state nor the one-shot watch.
	 */
	void resync() {
		this.readState.requireResync();
		request();
	}

	private void request() {
		if (this.readState.isIdle() && needsRead()) {
			this.readState.queued();
			this.core.queue().add(this);
		}
	}

	private boolean needsRead() {
		return hasListeners() && this.readState.needsRead(version());
	}

	@Override
	public boolean setsWatch() {
		return !this.readState.isWatched();
	}

	@Override
	public boolean begin() {
		boolean needed = needsRead();
		this.readState.begin(needed);
		return needed;
	}

	@Override
	public boolean end() {
		this.readState.end();
		boolean again = this.readState.isIdle() && needsRead();
		if (again) {
			this.readState.queued();
		}
		return again;
	}

	@Override
	public void lost(boolean suspected) {
		this.readState.lost(suspected);
	}

	@Override
	public void refused(Code code) {
		backOff(KeeperException.create(code, this.path));
	}

	/**
	 * Reports a failure to the listeners, and reads again after a pause that grows.
	 * @param ex the reason
	 */
	void backOff(Exception ex) {
		this.core.connection().retryLater(this.readState.backOff(), () -> {
			this.readState.retry();
			request();
			this.core.queue().pump();
		});
		fail(ex);
	}

}
