package io.github.zkspring.mirror;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.data.Stat;
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

	/** The time between reads of one state that repeat without showing a change. */
	private static final Duration PAUSE = Duration.ofMillis(250);

	private final String path;

	private final Mirror mirror;

	private final ReadState readState = new ReadState();

	/** An immutable list, since a listener may add or remove listeners. */
	private List<MirrorListener<S>> listeners = List.of();

	private @Nullable S last;

	/** Whether the last answer has shown a change. */
	private boolean changed;

	MirroredState(String path, Mirror mirror) {
		this.path = path;
		this.mirror = mirror;
	}

	@Override
	public String path() {
		return this.path;
	}

	Mirror mirror() {
		return this.mirror;
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
	private long version() {
		S known = this.last;
		if (known == null) {
			return 0;
		}
		return isAbsent() ? Long.MAX_VALUE : known.zxid();
	}

	/**
	 * Returns the state of a missing znode.
	 * @return the state
	 */
	abstract S absent();

	/**
	 * Processes an answer.
	 * @param result the state on the server
	 */
	abstract void process(Result result);

	@Override
	public void received(Result result) {
		S previous = this.last;
		process(result);
		S next = this.last;
		this.changed = next != null && (previous == null || !next.isSameState(previous));
		if (this.changed && previous != null && next != null) {
			this.mirror.queue().changesSeen(changes(previous, next));
		}
	}

	private static int changes(Snapshot previous, Snapshot next) {
		Stat before = previous.stat();
		Stat now = next.stat();
		boolean sameZnode = before != null && now != null && before.getCzxid() == now.getCzxid();
		return sameZnode ? next.version() - previous.version() : 1;
	}

	/**
	 * Takes the absence that a read found.
	 */
	void takeAbsence() {
		this.readState.upToDate();
		take(absent());
	}

	/**
	 * Takes the state that a read found, and delivers it when it differs from the known
	 * one.
	 * @param next the state; an equal one replaces the known one without a call
	 */
	void take(S next) {
		S previous = this.last;
		this.readState.succeeded();
		this.last = next;
		if (previous != null && isOlder(next.stat(), previous.stat())) {
			this.mirror.historyReplaced(this.path);
		}
		if (previous == null || !next.isSameState(previous)) {
			this.listeners.forEach((listener) -> listener.changed(next, previous));
		}
	}

	// the zxids of one path only grow, even if it is deleted and created again
	private static boolean isOlder(@Nullable Stat next, @Nullable Stat previous) {
		return next != null && previous != null
				&& (next.getMzxid() < previous.getMzxid() || next.getPzxid() < previous.getPzxid());
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
	 * Takes the absence as the new state when a watch reports the deletion of the znode:
	 * nothing is read.
	 * @param zxid the zxid of the deletion, -1 when the server does not send it
	 */
	void deleted(long zxid) {
		boolean reading = this.readState.isReading();
		if (isInitialised() && !isAbsent() && !reading && zxid > version()) {
			take(absent());
		}
		boolean upToDate = isAbsent() && !reading && zxid > 0;
		if (!upToDate || !this.readState.isCovered()) {
			changed(zxid);
		}
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
			this.mirror.queue().add(this);
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
	public void end() {
		this.readState.end();
		if (!this.readState.isIdle()) {
			return;
		}
		if (!needsRead()) {
			this.readState.settled();
		}
		else if (this.readState.isPaced(this.changed)) {
			pause();
		}
		else {
			request();
		}
	}

	private void pause() {
		this.readState.pause();
		this.mirror.connection().later(PAUSE, () -> {
			this.readState.retry();
			request();
			this.mirror.queue().pump();
		});
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
		this.mirror.connection().retryLater(this.readState.backOff(), () -> {
			this.readState.retry();
			request();
			this.mirror.queue().pump();
		});
		fail(ex);
	}

}
